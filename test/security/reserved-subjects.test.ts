import { describe, expect, it } from "vitest";
import { callerOf, initiatorOf } from "../../functions/middleware/caller.ts";
import { createFindDenial } from "../../functions/worker/execution-legitimacy.ts";
import { createAccess } from "../../shared/access/access-store.ts";
import { memberPointerItem, membershipItem } from "../../shared/access/items.ts";
import { isReservedSubject } from "../../shared/access/subject.ts";
import { systemInitiator } from "../../shared/run/run.ts";
import { eventOf } from "../functions/events.ts";
import { createWorld } from "../functions/world.ts";

const reserved = [
  "system",
  "SYSTEM",
  "System",
  "system:sweep",
  "schedule:nightly",
  "Schedule:1",
  "scheduler",
  "scheduled",
  "runtruth",
  "RunTruth/reconciler",
  "integration#1",
];
const ofPeople = [
  "systems",
  "auth0|system",
  "my-system",
  "platform",
  "schedule",
  "scheduling",
  "owner",
  "operator",
  "a:system",
];

describe("a reserved subject", () => {
  it.each(reserved)("%s is refused with 401 before any store call", async (as) => {
    const world = await createWorld();
    const before = world.storeCalls.length;

    for (const path of ["/api/me", "/api/workspaces/acme/environments"]) {
      expect(await world.call({ path, as })).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
    }
    expect(world.storeCalls.length).toBe(before);
  });

  it.each(["ѕystem", "sуstem", "ｓｙｓｔｅｍ", "sys\u200btem", "system\u0000", "system "])(
    "is not matched by the similar subject %j",
    async (as) => {
      const world = await createWorld();

      expect((await world.call({ path: "/api/me", as })).status).toBe(401);
    },
  );

  it.each(reserved)("%s cannot be made a member or an owner", async (subject) => {
    const world = await createWorld();
    const user = encodeURIComponent(subject);
    const body = { role: "operator", environments: "all" };
    const path = `/api/workspaces/acme/members/${user.includes("%") ? "system" : user}`;

    expect(await world.call({ method: "PUT", path, as: "owner", body })).toMatchObject({
      status: 422,
      body: { errors: [{ path: "user" }] },
    });
    const made = await world.call({
      method: "PUT",
      path: "/api/system/workspaces/new",
      as: "platform-chief",
      body: { name: "New", owner: subject },
    });
    expect(made).toMatchObject({ status: 422, body: { errors: [{ path: "owner" }] } });
    expect(() => membershipItem("acme", subject, { role: "owner", environments: "all" })).toThrow();
    expect(() => memberPointerItem("acme", subject)).toThrow();
  });

  it.each(ofPeople)("does not include the similar subject %s", (subject) => {
    expect(isReservedSubject(subject)).toBe(false);
  });
});

describe("the check before execution", () => {
  const destructive = { risk: "destructive", capability: "tenant.restore.execute" } as const;

  it("is skipped only for runs marked as the platform's own", async () => {
    const world = await createWorld();
    const run = await world.aRun();
    const findDenial = createFindDenial(createAccess(world));
    const startedBy = (initiator: typeof run.initiator) => findDenial({ ...run, initiator }, destructive);

    expect(await startedBy(systemInitiator)).toBeUndefined();
    for (const id of ["system", "schedule:nightly", "platform", "Runtruth"]) {
      expect(await startedBy({ id, name: "System" })).toMatchObject({ reasonCode: "initiator_not_entitled" });
    }
    expect(await startedBy({ id: "system", name: "System", kind: "of a later release" })).toBeDefined();
  });

  it("never resolves a person by another's shortened subject", async () => {
    const world = await createWorld();
    const run = await world.aRun();
    const long = `${"a".repeat(64)}b`;
    const initiator = initiatorOf({ sub: long, name: "Long" });
    await world.put(membershipItem("acme", initiator.id, { role: "manager", environments: "all" }));

    const denial = await createFindDenial(createAccess(world))({ ...run, initiator }, destructive);

    expect(denial).toMatchObject({ reasonCode: "initiator_not_entitled" });
  });
});

it("a subject that resembles a shortened one shares nothing with its original", () => {
  const long = `${"a".repeat(64)}b`;
  const shortened = initiatorOf({ sub: long, name: "" }).id;

  expect(shortened).toHaveLength(64);
  expect(initiatorOf({ sub: shortened, name: "" }).id).not.toBe(shortened);
  expect(initiatorOf({ sub: `${"a".repeat(64)}c`, name: "" }).id).not.toBe(shortened);
  expect(initiatorOf({ sub: "a".repeat(64), name: "" }).id).toBe("a".repeat(64));
});

describe("the name in a token", () => {
  const nameIn = (name: string) => {
    const event = eventOf({ path: "/api/me", as: "someone" });
    const { authorizer } = { authorizer: { jwt: { claims: { sub: "someone", name } } } };
    return callerOf({ ...event, requestContext: { ...event.requestContext, authorizer } }).name;
  };

  it.each([
    ["Ada\u202e\u0007 Lovelace\u001b[31m", "Ada Lovelace[31m"],
    ["  Ada\r\nLovelace ", "Ada Lovelace"],
    ["\u200b\u2060\u200d", "someone"],
    ["", "someone"],
    ["password=hunter2hunter2", "password=[redacted]"],
    ["x".repeat(500), "x".repeat(80)],
  ])("%j is stored as %j", (claim, kept) => {
    expect(nameIn(claim)).toBe(kept);
  });
});
