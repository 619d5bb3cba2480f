import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { routes } from "../../shared/contract/routes.ts";
import { createLog } from "../../shared/observability/log.ts";
import type { WorkResult } from "../../shared/operations/define-operation.ts";
import { NonRetryableError } from "../../shared/operations/non-retryable-error.ts";
import { redactForLog } from "../../shared/redaction/redact.ts";
import { eventOf, lambdaContext, recordOf, sentBodies } from "../functions/sqs-records.ts";
import { aDelivery } from "../functions/worker/delivered-run.ts";
import { canaries, secretPart } from "../redaction/canaries.ts";
import { capturedLines } from "../support/captured-lines.ts";
import { bodyOf } from "./arbitraries.ts";
import { type AttackWorld, createAttackWorld, pathTo } from "./attack-world.ts";
import { schemaOf, textPlaces, withText } from "./json-schema.ts";
import { inputPlaces } from "./start-text-paths.ts";

const secrets = Object.values(canaries).flat();
const encoded = secrets.filter(({ length }) => length >= 20).map((secret) => Buffer.from(secret).toString("base64"));

afterEach(() => vi.restoreAllMocks());

/** Everything in which a secret could have been stored. */
function everythingOf(world: AttackWorld, answers: readonly string[]): string {
  const messages = world.sqs.calls().map((call) => call.args[0].input);
  // Many requests are answered alike.
  const distinct = [...new Set(answers)];
  return JSON.stringify([world.items(), messages, redactForLog(world.logged), distinct]).toLowerCase();
}

function expectNoSecret(everything: string, among: readonly string[] = secrets): void {
  const found = among.filter((secret) =>
    everything.includes(JSON.stringify(secretPart(secret)).slice(1, -1).toLowerCase()),
  );
  expect(found).toEqual([]);
}

const done: WorkResult = { kind: "ended", outcome: "succeeded" };

/** The ways in which an operation's code could leak a secret. */
const waysToFail: Readonly<Record<string, (secret: string) => WorkResult>> = {
  "ends with it": (secret) => {
    throw new NonRetryableError("provider_auth_failed", `the provider said ${secret}`);
  },
  "reports it with a partial end": (secret) => ({
    kind: "ended",
    outcome: "partially_succeeded",
    failures: [
      { code: "policy_failed", message: secret },
      { code: "policy_failed", message: `line one\n  ${secret}\nline three` },
    ],
  }),
  "throws it": (secret) => {
    throw Object.assign(new Error(`at ${secret}`, { cause: { header: secret } }), {
      response: { headers: [{ name: "authorization", value: secret }], body: { deep: [[secret]] } },
    });
  },
};

describe("sixty secrets", () => {
  it.each(routes.filter(({ body }) => body !== null))("leave no trace in any text sent to $name", async (route) => {
    const world = await createAttackWorld();
    const places = route.name === "startOperation" ? inputPlaces() : textPlaces(schemaOf(route.body ?? route.query));
    const [good] = fc.sample(bodyOf(route, world.knownIds()), { numRuns: 1, seed: 5 });
    const answers: string[] = [];

    for (const place of places.filter((one) => one.at(-1) !== "owner")) {
      for (const secret of [...secrets, ...encoded]) {
        for (const body of [withText(good, place, secret), withText(good, [...place, secret], "x")]) {
          const response = await world.call({ method: route.method, path: pathTo(route, world), as: "owner", body });
          answers.push(response.text);
        }
      }
    }
    const everything = everythingOf(world, answers);
    expectNoSecret(everything);
    expect(encoded.filter((text) => everything.includes(text.toLowerCase()))).toEqual([]);
  });

  it.each(routes)("leave no trace in path, query and headers of $name", async (route) => {
    const world = await createAttackWorld();
    const answers: string[] = [];
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name).filter((name) => name !== "user");
    const [body] = fc.sample(bodyOf(route, world.knownIds()), { numRuns: 1, seed: 5 });
    const common = { method: route.method, as: "owner", ...(body !== undefined && { body }) };

    for (const secret of secrets) {
      const headers = { "idempotency-key": secret, "accept-language": secret, "user-agent": secret, "x-note": secret };
      const asked = [
        { ...common, path: pathTo(route, world), query: new URLSearchParams({ [secret]: secret }).toString() },
        {
          ...common,
          path: pathTo(route, world),
          query: new URLSearchParams({ cursor: secret, limit: secret }).toString(),
        },
        { ...common, path: pathTo(route, world), headers: { ...(body !== undefined && json), ...headers } },
        ...names.map((name) => ({ ...common, path: pathTo(route, world, { [name]: secret.replaceAll("/", "-") }) })),
      ];
      for (const one of asked) answers.push((await world.call(one)).text);
    }
    expectNoSecret(everythingOf(world, answers));
  });

  it.each(
    Object.entries(canaries).flatMap(([format, ofIt]) => Object.keys(waysToFail).map((way) => ({ format, ofIt, way }))),
  )("in $format form leave no trace when an operation $way", async ({ ofIt, way }) => {
    for (const secret of ofIt) {
      const lines = capturedLines();
      const { world, run, body, worker } = await aDelivery(async () => waysToFail[way]?.(secret) ?? done, {
        log: createLog("worker"),
      });

      await worker(eventOf(recordOf(body)), lambdaContext());

      const left = await world.queries.getRun(run.id);
      vi.restoreAllMocks();
      expect(["failed", "partially_succeeded", "pending"]).toContain(left?.outcome);
      expectNoSecret(JSON.stringify([left, sentBodies(world), lines]).toLowerCase(), [secret]);
    }
  });

  it("leave no trace when a table error contains them", async () => {
    const world = await createAttackWorld();
    for (const secret of secrets) {
      world.breakTable(new Error(`refused: ${secret}`));
      const response = await world.call({ path: "/api/me", as: "owner" });
      expect(response.status).toBe(500);
      expectNoSecret(everythingOf(world, [response.text]));
    }
  });
});

const json = { "content-type": "application/json" };
