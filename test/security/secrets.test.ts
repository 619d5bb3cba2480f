import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { routes } from "../../shared/contract/routes.ts";
import { NonRetryableError } from "../../shared/operations/non-retryable-error.ts";
import { redactForLog } from "../../shared/redaction.ts";
import { eventOf, lambdaContext, recordOf } from "../functions/sqs-records.ts";
import { aDelivery } from "../functions/worker/deliveries.ts";
import { canaries, tellTale } from "../redaction/canaries.ts";
import { bodyOf } from "./arbitraries.ts";
import { type AttackWorld, createAttackWorld, pathTo } from "./attack-world.ts";
import { schemaOf, textPlaces, withText } from "./json-schema.ts";
import { inputPlaces } from "./start-places.ts";

const secrets = Object.values(canaries).flat();
const encoded = secrets.filter(({ length }) => length >= 20).map((secret) => Buffer.from(secret).toString("base64"));

/** Everything a secret could have come to rest in. */
function everythingOf(world: AttackWorld, answers: readonly string[]): string {
  const messages = world.sqs.calls().map((call) => call.args[0].input);
  return JSON.stringify([world.items(), messages, redactForLog(world.logged), answers]).toLowerCase();
}

function expectNoSecret(everything: string, among: readonly string[] = secrets): void {
  const found = among.filter((secret) =>
    everything.includes(JSON.stringify(tellTale(secret)).slice(1, -1).toLowerCase()),
  );
  expect(found).toEqual([]);
}

describe("sixty secrets", () => {
  it.each(routes.filter(({ body }) => body !== null))("leave no trace in any text of $name", async (route) => {
    const world = await createAttackWorld();
    const places = route.name === "startOperation" ? inputPlaces() : textPlaces(schemaOf(route.body ?? route.query));
    const [good] = fc.sample(bodyOf(route, world.knownIds()), { numRuns: 1, seed: 5 });
    const answers: string[] = [];

    for (const place of places.filter((one) => one.at(-1) !== "owner")) {
      for (const secret of [...secrets, ...encoded]) {
        for (const body of [withText(good, place, secret), withText(good, [...place, secret], "x")]) {
          const told = await world.call({ method: route.method, path: pathTo(route, world), as: "owner", body });
          answers.push(told.text);
        }
      }
    }
    const everything = everythingOf(world, answers);
    expectNoSecret(everything);
    expect(encoded.filter((text) => everything.includes(text.toLowerCase()))).toEqual([]);
  });

  it.each(routes)("leave no trace in the address, the query and the headers of $name", async (route) => {
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

  it.each(Object.entries(canaries))(
    "of the form of a %s leave no trace when work fails with them",
    async (_format, [secret = "", other = ""]) => {
      const failing = await aDelivery(async () => {
        throw new NonRetryableError("provider_auth_failed", `the provider said ${secret}`);
      });
      const throwing = await aDelivery(async () => {
        throw new Error(`at ${other}`, { cause: { header: secret } });
      });

      await failing.worker(eventOf(recordOf(failing.body)), lambdaContext());
      await throwing.worker(eventOf(recordOf(throwing.body)), lambdaContext());

      const runs = [
        await failing.world.queries.getRun(failing.run.id),
        await throwing.world.queries.getRun(throwing.run.id),
      ];
      expect(runs).toMatchObject([{ outcome: "failed" }, { status: "running" }]);
      expectNoSecret(JSON.stringify(runs).toLowerCase(), [secret, other]);
    },
  );

  it("leave no trace when the table fails with them", async () => {
    for (const secret of secrets) {
      const world = await createAttackWorld();
      world.breakTable(new Error(`refused: ${secret}`));
      const told = await world.call({ path: "/api/me", as: "owner" });
      expect(told.status).toBe(500);
      expectNoSecret(everythingOf(world, [told.text]));
    }
  });
});

const json = { "content-type": "application/json" };
