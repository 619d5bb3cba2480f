import { describe, expect, it } from "vitest";
import { memberPointerItem, membershipItem } from "../../shared/access/items.ts";
import { bytesOf, createWorld, type World } from "../functions/world.ts";

const put = (world: World, user: string, body: unknown, as: string) =>
  world.call({ method: "PUT", path: `/api/workspaces/acme/members/${user}`, as, body });

/** An owner of the lab alone, as an earlier release stored them. */
async function aWorldWithLimitedOwner() {
  const world = await createWorld();
  await world.put(membershipItem("acme", "lab-owner", { role: "owner", environments: ["acme-lab"] }));
  await world.put(memberPointerItem("acme", "lab-owner"));
  return world;
}

describe("an owner", () => {
  it("is refused with a limit to some environments, and the answer says what to do", async () => {
    const world = await createWorld();

    const told = await put(world, "newcomer", { role: "owner", environments: ["acme-lab"] }, "owner");

    expect(told).toMatchObject({ status: 422, body: { errors: [{ path: "environments" }] } });
    expect(told.body.errors[0].message).toContain("manager");
    const { body } = await world.call({ path: "/api/workspaces/acme/members", as: "owner" });
    expect(body.items.map(({ id }: { id: string }) => id)).not.toContain("newcomer");
  });
});

describe("an owner that was stored with a limit", () => {
  it.each([
    ["raise themselves", "lab-owner", { role: "owner", environments: "all" }],
    ["demote the owner", "owner", { role: "readonly", environments: "all" }],
    ["let somebody into a hidden environment", "newcomer", { role: "operator", environments: ["acme-prod"] }],
    ["let somebody into an absent environment", "newcomer", { role: "operator", environments: ["nowhere"] }],
  ])("cannot %s", async (_what, user, body) => {
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

  it("is a manager of these environments", async () => {
    const world = await aWorldWithLimitedOwner();
    const { body } = await world.call({ path: "/api/me", as: "lab-owner" });

    expect(body.workspaces).toMatchObject([{ id: "acme", environments: ["acme-lab"] }]);
    expect(body.workspaces[0].capabilities).toContain("tenant.providers.manage");
    expect(body.workspaces[0].capabilities).not.toContain("tenant.members.manage");
  });

  it("does not count as an owner when the last one would leave", async () => {
    const world = await aWorldWithLimitedOwner();

    const answers = [
      await world.call({ method: "DELETE", path: "/api/workspaces/acme/members/owner", as: "owner" }),
      await put(world, "owner", { role: "manager", environments: "all" }, "owner"),
    ];

    for (const answer of answers) expect(answer).toMatchObject({ status: 409, body: { code: "last_owner" } });
  });
});
