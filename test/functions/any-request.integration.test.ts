import fc from "fast-check";
import { expect, it } from "vitest";
import { routes } from "../../shared/contract/routes.ts";
import { connection, createWorld } from "./world.ts";

const known = fc.constantFrom(
  "acme",
  "globex",
  "acme-prod",
  "acme-lab",
  "policies",
  "provider-connections",
  "main",
  "absent",
);
const odd = fc.string({ unit: "binary", minLength: 1, maxLength: 40 }).map((text) => text.replaceAll("/", "-"));
const part = fc.oneof(
  known,
  fc.string({ minLength: 1, maxLength: 300 }).map((text) => text.replaceAll("/", "-")),
  odd,
);

const path = fc
  .tuple(fc.constantFrom(...routes), fc.infiniteStream(part))
  .map(([route, parts]) => route.path.replaceAll(/\{\w+\}/g, () => String(parts.next().value)));
const body = fc.oneof(
  fc.constant(undefined),
  fc.json(),
  fc.string(),
  fc.record({
    type: fc.constantFrom("policy.sync", "x"),
    environmentId: part,
    input: fc.dictionary(fc.string(), fc.jsonValue()),
  }),
  fc.constant(connection),
);
const request = fc.record({
  method: fc.constantFrom("GET", "POST", "PUT", "DELETE"),
  path,
  query: fc.oneof(fc.constant(""), fc.string(), fc.webQueryParameters(), fc.constant("limit=3")),
  as: fc.constantFrom("owner", "operator", "lab-operator", "outsider", "former", "nobody", null),
  body,
  headers: fc.record(
    {
      "idempotency-key": fc.string({ maxLength: 300 }),
      "accept-language": fc.string(),
      "content-type": fc.constantFrom("application/json", "text/plain"),
    },
    { requiredKeys: [] },
  ),
});

it("answers any request as the contract says, and none as a failure of ours", async () => {
  const world = await createWorld();

  await fc.assert(
    fc.asyncProperty(request, async (asked) => {
      const told = await world.call(asked);
      expect(told.status).toBeLessThan(500);
      if (asked.as === "former" || asked.as === "nobody") expect(told.text).not.toMatch(/Acme|Globex/);
    }),
    { numRuns: 400, seed: 20261121 },
  );
  expect(world.logged).toEqual([]);
});
