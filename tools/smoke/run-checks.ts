import * as z from "zod";
import type { ApiClient, RunView } from "../../functions/canary/api-client.ts";
import { required } from "../../shared/foundation/required.ts";
import { type Check, notRun, passed } from "./check.ts";

export interface RunCheckOptions {
  readonly environment: string;
  /** The deployment's name, which begins the name of every secret: `dev`, `staging`, `prod`. */
  readonly deployment: string;
  /** An origin that provider connections may use. Nothing is called there: the connection's secret does not exist. */
  readonly providerOrigin: string;
  readonly workspace: string;
}

const operation = "provider.connection.check";
const longerOperation = "policy.sync";
const connectionId = "smoke";
/** A worker may be faster than a cancel request. */
const cancelTriesMax = 5;

const connections = z.looseObject({
  items: z.array(z.looseObject({ id: z.string(), isDefault: z.boolean().optional(), fields: z.unknown().optional() })),
});

/**
 * The checks of runs in the smoke test's own environment. `last` is the ended run of the start, once there is one.
 *
 * Without a default connection of its own, the environment gets one whose secret does not exist: its runs must be blocked
 * by exactly that. With one, they must succeed.
 */
export function runChecksOf(client: ApiClient, options: RunCheckOptions) {
  const place = `${client.home}/environments/${options.environment}`;
  const connection = `${place}/records/provider-connections/${connectionId}`;
  const settings = {
    provider: "microsoft",
    displayName: "Smoke test",
    baseUrl: `${options.providerOrigin}/beta`,
    tokenUrl: `${options.providerOrigin}/token`,
    clientId: "smoke",
    secretName: `runtruth/${options.deployment}/${options.workspace}/${options.environment}/absent`,
    isDefault: true,
  };
  let expected: "succeeded" | "blocked" = "blocked";
  let last: RunView | undefined;

  const prepare: Check = {
    name: "own environment",
    async run() {
      await client.send("PUT", place, { name: "Smoke test" });
      await client.send("POST", `${place}/unarchive`);
      const { items } = connections.parse(await client.send("GET", `${place}/records/provider-connections`));
      expected = items.some(({ id }) => id !== connectionId) ? "succeeded" : "blocked";
      if (expected === "blocked") await client.send("PUT", connection, { ...settings, isEnabled: true });
      return passed(`${options.environment} is ready; its runs must end as ${expected}`);
    },
  };

  const lifecycle: Check = {
    name: "start and watch",
    async run() {
      const started = await client.start(operation);
      last = await client.ended(started.id);
      const codes = last.failures.map(({ code }) => code).join(", ");
      required(last.outcome === expected, `run ${last.id} ended as ${last.outcome} (${codes}), not as ${expected}`);
      if (expected === "blocked")
        required(codes === "provider_credential_missing", `run ${last.id} was blocked by ${codes || "nothing"}`);
      return passed(`run ${last.id} ended as ${last.outcome}${codes && ` (${codes})`}`);
    },
  };

  const visible: Check = {
    name: "list",
    async run() {
      required(last !== undefined, "there is no ended run");
      required(await client.isListed(last.id), `run ${last.id} is not in the list of its environment`);
      return passed(`run ${last.id} is listed`);
    },
  };

  const cancel: Check = {
    name: "cancel",
    async run() {
      for (let tries = 1; tries <= cancelTriesMax; tries += 1) {
        const { id } = await client.start(longerOperation);
        const { status, text } = await client.act(id, "cancel");
        const run = await client.ended(id);
        if (run.failures.some(({ code }) => code === "run.cancelled_by_operator"))
          return passed(`run ${id} was cancelled at attempt ${tries}`);
        // The run ended between the two requests: then a cancel request must be refused, not accepted in vain.
        required(status === 200 || status === 409, `cancelling run ${id} was answered with ${status}: ${text}`);
      }
      return notRun(`each of ${cancelTriesMax} runs ended before its cancel request`);
    },
  };

  const reconcile: Check = {
    name: "reconcile",
    async run() {
      required(last !== undefined, "there is no ended run");
      const before = await client.runOf(last.id);
      const result = await client.reconcile(last.id);
      const after = await client.runOf(last.id);
      required(after.outcome === before.outcome, `reconciling changed the outcome of run ${last.id}`);
      return passed(`run ${last.id} keeps its outcome (${result})`);
    },
  };

  const cleanUp: Check = {
    name: "clean up",
    async run() {
      if (expected === "blocked") await client.send("PUT", connection, { ...settings, isEnabled: false });
      await client.send("POST", `${place}/archive`);
      return passed(`${options.environment} is archived; its history remains in the workspace`);
    },
  };

  return { prepare, checks: [lifecycle, visible, cancel, reconcile], cleanUp, last: () => last };
}
