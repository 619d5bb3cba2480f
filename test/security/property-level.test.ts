import fc from "fast-check";
import { expect, it } from "vitest";
import { routes } from "../../shared/contract/routes.ts";
import { operations } from "../../shared/operations/registry.ts";
import { bodyOf } from "./arbitraries.ts";
import { createAttackWorld, pathTo } from "./attack-world.ts";
import { type JsonSchema, schemaOf } from "./json-schema.ts";

/** Names of platform-controlled fields, which no request may set. */
const protectedNames = [
  ["id", "runId", "operationRunId", "ws", "workspaceId", "pk", "sk", "workspaceKey", "openKey", "dueShard"],
  ["status", "outcome", "ttl", "expiresAt", "createdAt", "completedAt", "initiator", "claims", "attempt", "capability"],
  ["consentStatus", "verificationStatus", "removedAt", "publishedAt", "isAdmin", "role", "context", "failures"],
].flat();
const writing = routes.filter(({ method }) => method !== "GET");

it.each(writing)("$name rejects unknown members at every level", async (route) => {
  const world = await createAttackWorld();
  const taken = route.body === null ? [] : Object.keys(schemaOf(route.body).properties ?? {});
  const [good] = fc.sample(bodyOf(route, world.knownIds()), { numRuns: 1, seed: 7 });
  const before = world.changes();

  for (const name of protectedNames.filter((one) => !taken.includes(one))) {
    const body = { ...Object(good ?? {}), [name]: "owner" };
    const response = await world.call({ method: route.method, path: pathTo(route, world), as: "owner", body });

    expect([name, response.status, response.body.code]).toEqual([name, 422, "input_invalid"]);
  }
  expect(world.changes()).toBe(before);
  expect(world.takeReports()).toEqual([]);
});

it("a start rejects unknown members of its input", async () => {
  const world = await createAttackWorld();
  const before = world.changes();

  for (const { type, start, input } of operations) {
    if (start === "not_startable") continue;
    const { properties = {} } = schemaOf(input);
    for (const name of protectedNames.filter((one) => !(one in properties))) {
      const body = { type, environmentId: "acme-prod", input: { [name]: "succeeded" } };
      const path = "/api/workspaces/acme/operations";
      const response = await world.call({ method: "POST", path, as: "owner", body });
      expect([type, name, response.status]).toEqual([type, name, 422]);
    }
  }
  expect(world.changes()).toBe(before);
});

it.each([...writing, ...routes.filter(({ method }) => method === "GET")])(
  "the contract of $name forbids additional properties",
  (route) => {
    for (const schema of [route.query, ...(route.body === null ? [] : [route.body])]) {
      expect(openIn(schemaOf(schema))).toEqual(takesInput.has(route.name) && schema === route.body ? ["input"] : []);
    }
  },
);

/** The input of an operation is checked by the schema of its type. */
const takesInput: ReadonlySet<string> = new Set(["startOperation", "startWave", "createSchedule", "editSchedule"]);

/** The paths of a schema that allow additional properties. */
function openIn(
  { type, properties = {}, additionalProperties, items, anyOf = [] }: JsonSchema,
  at = "",
): readonly string[] {
  return [
    ...(type === "object" && additionalProperties !== false ? [at] : []),
    ...Object.entries(properties).flatMap(([name, member]) => openIn(member, name)),
    ...(items === undefined ? [] : openIn(items, at)),
    ...anyOf.flatMap((one) => openIn(one, at)),
  ];
}
