import { beforeAll, expect, it } from "vitest";
import { createWorld, type World } from "../functions/world.ts";

const path = (user: string) => `/api/workspaces/acme/members/${user}`;
const write = (user: string, role: string, as: string, more: object = {}) =>
  world.call({ method: "PUT", path: path(user), as, body: { role, environments: "all", ...more } });

let world: World;
/** A workspace whose client has the role of an owner. */
beforeAll(async () => {
  world = await createWorld();
  expect(await write("robot", "owner", "owner", { kind: "client", ownerId: "owner" })).toMatchObject({ status: 200 });
});

it.each([
  ["a newcomer", "newcomer", "manager"],
  ["a second owner", "newcomer", "owner"],
  ["a present operator", "operator", "manager"],
])("client with the role owner cannot make %s decide approvals", async (_who, user, role) => {
  const answer = await write(user, role, "robot");

  expect(answer).toMatchObject({ status: 403, body: { code: "capability_missing" } });
  expect(answer.body.detail).toContain("ask a person");
});

it("client does not return a removed decider to the workspace", async () => {
  await write("leaver", "manager", "owner");
  await world.call({ method: "DELETE", path: path("leaver"), as: "owner" });

  expect(await write("leaver", "manager", "robot")).toMatchObject({ status: 403 });
});

it("client adds members who decide no approvals, and a person adds the others", async () => {
  expect(await write("reader", "operator", "robot")).toMatchObject({ status: 200, body: { role: "operator" } });
  expect(await write("reader", "manager", "owner")).toMatchObject({ status: 200, body: { role: "manager" } });
});
