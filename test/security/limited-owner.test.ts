import { describe, expect, it } from "vitest";
import { platformCapabilities } from "../../shared/access/capabilities.ts";
import { memberPointerItem, membershipItem, platformItem } from "../../shared/access/items.ts";
import { bytesOf, createWorld, type World } from "../functions/world.ts";

const put = (world: World, user: string, body: unknown, as: string) =>
  world.call({ method: "PUT", path: `/api/workspaces/acme/members/${user}`, as, body });

/** An owner limited to the lab, as stored by an earlier release. */
async function aWorldWithLimitedOwner() {
  const world = await createWorld();
  await world.put(membershipItem("acme", "lab-owner", { role: "owner", environments: ["acme-lab"] }));
  await world.put(memberPointerItem("acme", "lab-owner"));
  return world;
}

describe("an owner", () => {
  it("is rejected with limited environments and a remedy", async () => {
    const world = await createWorld();

    const response = await put(world, "newcomer", { role: "owner", environments: ["acme-lab"] }, "owner");

    expect(response).toMatchObject({ status: 422, body: { errors: [{ path: "environments" }] } });
    expect(response.body.errors[0].message).toContain("manager");
    const { body } = await world.call({ path: "/api/workspaces/acme/members", as: "owner" });
    expect(body.items.map(({ id }: { id: string }) => id)).not.toContain("newcomer");
  });
});

describe("an owner that was stored with a limit", () => {
  it.each([
    ["promote themselves", "lab-owner", { role: "owner", environments: "all" }],
    ["demote the owner", "owner", { role: "readonly", environments: "all" }],
    ["add a member to a hidden environment", "newcomer", { role: "operator", environments: ["acme-prod"] }],
    ["add a member to an absent environment", "newcomer", { role: "operator", environments: ["nowhere"] }],
  ])("is not allowed to %s", async (_what, user, body) => {
    const world = await aWorldWithLimitedOwner();

    expect(await put(world, user, body, "lab-owner")).toMatchObject({
      status: 403,
      body: { code: "capability_missing" },
    });
  });

  it("learns nothing of hidden environments from member writes", async () => {
    const world = await aWorldWithLimitedOwner();
    const of = (environment: string) =>
      put(world, "newcomer", { role: "operator", environments: [environment] }, "lab-owner");

    expect(bytesOf(await of("acme-prod"))).toEqual(bytesOf(await of("nowhere")));
  });

  it("has the manager capabilities in these environments", async () => {
    const world = await aWorldWithLimitedOwner();
    const { body } = await world.call({ path: "/api/me", as: "lab-owner" });

    expect(body.workspaces).toMatchObject([{ id: "acme", environments: ["acme-lab"] }]);
    expect(body.workspaces[0].capabilities).toContain("tenant.providers.manage");
    expect(body.workspaces[0].capabilities).not.toContain("tenant.members.manage");
  });

  it("does not count as an owner when the last owner leaves", async () => {
    const world = await aWorldWithLimitedOwner();

    const answers = [
      await world.call({ method: "DELETE", path: "/api/workspaces/acme/members/owner", as: "owner" }),
      await put(world, "owner", { role: "manager", environments: "all" }, "owner"),
    ];

    for (const answer of answers) expect(answer).toMatchObject({ status: 409, body: { code: "last_owner" } });
  });
});

describe("a workspace whose only owner was stored with a limit", () => {
  const give = (world: World, owner: string) =>
    world.call({
      method: "PUT",
      path: "/api/system/workspaces/acme",
      as: "platform-chief",
      body: { name: "Acme", owner },
    });
  const rightsOf = async (world: World, as: string): Promise<readonly string[]> =>
    (await world.call({ path: "/api/me", as })).body.workspaces[0]?.capabilities ?? [];

  /** Acme as the previous release left it: its only owner is limited to the lab. */
  async function anOwnerlessWorld() {
    const world = await createWorld();
    await world.put(membershipItem("acme", "owner", { role: "owner", environments: ["acme-lab"] }));
    await world.put(platformItem("platform-chief", { capabilities: [...platformCapabilities] }));
    return world;
  }

  it.each([
    ["its limited owner", "owner"],
    ["a manager", "manager"],
    ["a newcomer", "newcomer"],
  ])("gets %s as its owner from the platform plane", async (_who, user) => {
    const world = await anOwnerlessWorld();

    const given = await give(world, user);

    expect(given).toMatchObject({ status: 200, body: { id: "acme", created: false } });
    expect(await rightsOf(world, user)).toContain("tenant.members.manage");
    const { body: audit } = await world.call({ path: "/api/workspaces/acme/audit", as: user });
    expect(audit.items).toMatchObject([
      { action: "member.written", actor: { id: "platform-chief" }, resourceId: user },
    ]);
  });

  it("gets one owner when two are named concurrently", async () => {
    const world = await anOwnerlessWorld();

    const given = await Promise.all(["manager", "operator"].map((user) => give(world, user)));

    expect(given.map(({ status }) => status).toSorted()).toEqual([200, 422]);
    const members = (await Promise.all(["manager", "operator"].map((user) => rightsOf(world, user)))).flat();
    expect(members.filter((right) => right === "tenant.members.manage")).toHaveLength(1);
  });

  it("rejects a second owner from the platform plane", async () => {
    const world = await anOwnerlessWorld();
    await give(world, "manager");

    expect(await give(world, "operator")).toMatchObject({ status: 422, body: { errors: [{ path: "owner" }] } });
    expect(await rightsOf(world, "operator")).not.toContain("tenant.members.manage");
  });
});
