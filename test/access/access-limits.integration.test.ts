import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { createAccessWriter } from "../../shared/access/access-writer.ts";
import { environmentItem, type Membership, membershipItem } from "../../shared/access/items.ts";
import { accessLimits } from "../../shared/access/limits.ts";
import { createWorld } from "../functions/world.ts";

const everywhere = (role: Membership["role"]): Membership => ({ role, environments: "all" });
const limits = { members: 8, environments: 4 };

async function aWriter() {
  const world = await createWorld();
  let entries = 0;
  const beside = () => ({ item: { pk: "WS#acme", sk: `BESIDE#${entries++}` } });
  const writer = createAccessWriter({ ...world, limits });
  return {
    world,
    add: (user: string) => writer.writeMember("acme", user, everywhere("operator"), beside),
    remove: (user: string) => writer.removeMember("acme", user, beside),
    make: (id: string) => writer.writeEnvironment("acme", id, { name: id }, beside),
    members: async () => {
      const { body } = await world.call({ path: "/api/workspaces/acme/members", as: "owner" });
      return body.items.filter(({ removedAt }: { removedAt: string | null }) => removedAt === null).length;
    },
    environments: async () =>
      (await world.call({ path: "/api/workspaces/acme/environments", as: "owner" })).body.items.length,
  };
}

describe("the members of a workspace", () => {
  it("are limited in number, and a removal frees a place", async () => {
    const { add, remove, members } = await aWriter();
    // There are five members: owner, manager, operator, reader and lab operator.
    for (const user of ["a", "b", "c"]) expect(await add(user)).toMatchObject({ result: "written" });

    expect(await add("d")).toEqual({ result: "full" });
    expect(await add("a")).toMatchObject({ result: "unchanged" });
    expect(await remove("a")).toMatchObject({ result: "written" });
    expect(await add("d")).toMatchObject({ result: "written" });
    expect(await add("a")).toEqual({ result: "full" });
    expect(await members()).toBe(limits.members);
  });

  it("never exceed the limit under concurrent writes", async () => {
    const { add, members } = await aWriter();

    const results = await Promise.allSettled(["a", "b", "c", "d", "e"].map(add));

    expect(await members()).toBeLessThanOrEqual(limits.members);
    expect(results.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
  });

  it("are recounted after an older release wrote without a count", async () => {
    const { world, add } = await aWriter();
    await add("a");
    for (const user of ["x", "y"]) await world.put(membershipItem("acme", user, everywhere("readonly")));
    await world.client.send(
      new UpdateCommand({
        TableName: world.tableName,
        Key: { pk: "WS#acme", sk: "#" },
        UpdateExpression: "SET membersVersion = membersVersion + :two",
        ExpressionAttributeValues: { ":two": 2 },
      }),
    );

    expect(await add("b")).toEqual({ result: "full" });
  });

  it("take the same write units at any number of members", async () => {
    const { world, add, remove } = await aWriter();
    await add("a");
    const costOf = async (user: string) => {
      const before = world.storeCalls.length;
      await remove(user);
      return world.storeCalls.slice(before);
    };
    const few = await costOf("a");
    for (let at = 0; at < 300; at++) {
      const gone = { ...everywhere("readonly"), removedAt: "2026-03-01T00:00:00.000Z" };
      await world.put(membershipItem("acme", `gone-${at}`, gone));
    }

    expect(await costOf("manager")).toEqual(few);
    expect(few).not.toContain("QueryCommand");
  });
});

describe("the environments of a workspace", () => {
  it("are limited in number, archived ones included", async () => {
    const { world, make, environments } = await aWriter();
    for (const id of ["a", "b"]) expect(await make(id)).toBe("written");
    await world.call({ method: "POST", path: "/api/workspaces/acme/environments/a/archive", as: "owner" });

    expect(await make("c")).toBe("full");
    expect(await make("a")).toBe("written");
    expect(await environments()).toBe(limits.environments);
  });

  it("never exceed the limit under concurrent writes", async () => {
    const { make, environments } = await aWriter();

    const results = await Promise.all(["a", "b", "c", "d", "e"].map(make));

    expect(await environments()).toBe(limits.environments);
    expect(results.filter((result) => result === "full")).toHaveLength(3);
  });
});

it("a full workspace answers limit_reached with the limit and the remedy", async () => {
  const world = await createWorld();
  const numbered = (count: number) => Array.from({ length: count }, (_, at) => `n-${at}`);
  for (const user of numbered(accessLimits.members - 5))
    await world.put(membershipItem("acme", user, everywhere("readonly")));
  for (const id of numbered(accessLimits.environments - 2)) await world.put(environmentItem("acme", id, { name: id }));

  const one = { role: "readonly", environments: "all" };
  const member = await world.call({ method: "PUT", path: "/api/workspaces/acme/members/more", as: "owner", body: one });
  const path = "/api/workspaces/acme/environments/more";
  const environment = await world.call({ method: "PUT", path, as: "owner", body: { name: "More" } });

  expect(member).toMatchObject({
    status: 409,
    body: { code: "limit_reached", detail: expect.stringContaining("200") },
  });
  expect(environment).toMatchObject({
    status: 409,
    body: { code: "limit_reached", detail: expect.stringContaining("1000") },
  });
});
