import * as z from "zod";
import { sampleClient, sampleProviderUrls } from "../../local/provider/credentials.ts";
import type { WorkResult } from "../../shared/operations/define-operation.ts";
import type { Run } from "../../shared/run/run.ts";
import type { serveHere } from "../support/network.ts";
import { sampleProviderHere } from "../support/sample-provider.ts";
import type { TestTable } from "../support/table.ts";
import { operationWorld, scope } from "./operation-world.ts";
import { startGate } from "./provider-gate.ts";

export type RestoreWorld = Awaited<ReturnType<typeof restoreWorld>>;

/** How a world reaches its table and its provider; by default without a wire. */
export interface Transports {
  readonly table?: TestTable;
  readonly serve?: typeof serveHere;
}

const started: { stop(): Promise<void> }[] = [];

/** Call it in a file's `afterEach` or `afterAll`. */
export async function stopRestoreWorlds(): Promise<void> {
  await Promise.all(started.splice(0).map((server) => server.stop()));
}

const token = z.object({ access_token: z.string() });
const policy = z.looseObject({ id: z.string() });

/**
 * An environment whose five compliance and configuration policies are synced and backed up: of the sample set, or of a
 * data folder that holds at least as many.
 */
export async function restoreWorld({ table, serve, ...options }: Transports & { readonly dataDir?: string } = {}) {
  // The provider's budgets and tokens follow the world's clock, once there is one.
  let now = () => new Date();
  const provider = await sampleProviderHere({ clock: { now: () => now() }, ...options }, serve);
  const gate = await startGate(provider.origin, serve);
  started.push(provider, gate);
  const world = await operationWorld(gate.origin, async () => sampleClient.clientSecret, table);
  now = world.clock.now;
  await world.addConnection({ ...sampleProviderUrls(gate.origin), clientId: sampleClient.clientId });
  await world.perform("policy.sync");
  const { policies: current } = await world.needs.policies.readCurrent(scope);
  const perCollection = (name: string, count: number) =>
    current.filter(({ collection }) => collection === name).slice(0, count);
  const five = [
    ...perCollection("deviceCompliancePolicies", 2),
    ...perCollection("deviceConfigurations", 2),
    ...perCollection("configurationPolicies", 1),
  ];
  const taken = await world.perform("backup_set.update", { policyIds: five.map(({ policyId }) => policyId) });
  if (taken.kind !== "ended" || taken.related === undefined) throw new Error("the backup was not taken");
  const backupSetId = taken.related.id;

  async function atProvider(method: string, place: { collection: string; policyId: string }, body?: object) {
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: sampleClient.clientId,
      client_secret: sampleClient.clientSecret,
    });
    const issued = await fetch(`${provider.origin}/oauth2/v2.0/token`, { method: "POST", body: form });
    const { access_token } = token.parse(await issued.json());
    const path = [place.collection, place.policyId].filter((part) => part !== "").join("/");
    const answer = await fetch(`${provider.origin}/beta/deviceManagement/${path}`, {
      method,
      headers: { authorization: `Bearer ${access_token}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (answer.status !== 200 && answer.status !== 201) return undefined;
    return policy.safeParse(await answer.json()).data;
  }

  /** Asks the provider's controls for something; their answer. */
  async function control(path: string, wanted: object): Promise<unknown> {
    const answer = await fetch(`${provider.origin}${path}`, { method: "POST", body: JSON.stringify(wanted) });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  }

  /** An input that executes a preview, with what the person read in it and typed. */
  async function reviewed({ restoreRunId, ...input }: Record<string, unknown>): Promise<Record<string, unknown>> {
    if (typeof restoreRunId !== "string") return input;
    const preview = await world.needs.restoreRuns.find(scope, restoreRunId);
    return { ...input, restoreRunId, planDigest: preview?.digest, confirmation: scope.environmentId };
  }

  return {
    ...world,
    provider,
    gate,
    five,
    backupSetId,
    atProvider,

    control,
    /** Changes the groups and licences of the directory. */
    directory: (wanted: object) => control("/_directory", wanted),
    /** Changes the application permissions of the client. */
    grants: (wanted: object) => control("/_grants", wanted),

    /** Replaces the assignments of a policy directly at the provider. */
    async assign({ collection, policyId }: { collection: string; policyId: string }, targets: readonly object[]) {
      const assignments = targets.map((target) => ({ target }));
      await atProvider("POST", { collection, policyId: `${policyId}/assign` }, { assignments });
    },

    /** Changes all five policies directly at the provider. */
    async changeAll(description = "changed by an administrator"): Promise<void> {
      for (const place of five) await atProvider("PATCH", place, { description });
    },
    fault: (fields: object) => control("/_faults", fields),
    descriptions: () =>
      Promise.all(five.map(async (place) => String((await atProvider("GET", place))?.description ?? "absent"))),
    restore: async (input: Record<string, unknown> = {}) =>
      world.perform("restore.execute", { backupSetId, ...(await reviewed(input)) }),
    start: async (input: Record<string, unknown> = {}) =>
      world.claimed("restore.execute", { backupSetId, ...(await reviewed(input)) }),
    reviewed,

    /** Delivers a run again and again, as hand-overs ask for, and says in how many parts it ended. */
    async toTheEnd(run: Run, timeLeftOfPart: () => () => number): Promise<{ result: WorkResult; parts: number }> {
      let current = run;
      for (let parts = 1; ; parts++) {
        const { result } = await world.attempt(current, timeLeftOfPart());
        if (result.kind === "ended") return { result, parts };
        current = { ...current, handovers: current.handovers + 1, checkpoint: { ...result.checkpoint } };
      }
    },
  };
}
