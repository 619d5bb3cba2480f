import { describe, expect, it } from "vitest";
import { createAccessWriter } from "../../../shared/access/access-writer.ts";
import { bytesOf, createWorld, type World } from "../world.ts";

const pathOf = (user: string, workspaceId = "acme") => `/api/workspaces/${workspaceId}/members/${user}`;
const put = (world: World, user: string, body: unknown, as = "owner") =>
  world.call({ method: "PUT", path: pathOf(user), as, body });
const remove = (world: World, user: string, as = "owner") => world.call({ method: "DELETE", path: pathOf(user), as });
const everywhere = (role: string) => ({ role, environments: "all" });

describe("a member", () => {
  it("is added, changed, removed and added again, and their workspaces follow", async () => {
    const world = await createWorld();
    const workspacesOf = async (as: string) =>
      (await world.call({ path: "/api/me", as })).body.workspaces.map(({ id }: { id: string }) => id);

    const first = await put(world, "newcomer", { role: "operator", environments: ["acme-lab"] });
    expect(first).toMatchObject({
      status: 200,
      body: { role: "operator", environments: ["acme-lab"], removedAt: null },
    });
    expect(await workspacesOf("newcomer")).toEqual(["acme"]);
    const removed = await remove(world, "newcomer");
    world.clock.advance(60);
    expect((await remove(world, "newcomer")).body).toEqual(removed.body);
    expect(removed.body.removedAt).not.toBeNull();
    expect(await workspacesOf("newcomer")).toEqual([]);
    expect((await put(world, "newcomer", everywhere("manager"))).body).toMatchObject({ removedAt: null });
    expect(await workspacesOf("newcomer")).toEqual(["acme"]);
  });

  it("may have a subject that looks random, also as the owner of a client", async () => {
    const world = await createWorld();
    const subject = "auth0|5f7c8ec7c33c6c004bbafe82";
    await put(world, subject, everywhere("operator"));

    const client = await put(world, "bot", { ...everywhere("operator"), kind: "client", ownerId: subject });

    expect(client).toMatchObject({ status: 200, body: { ownerId: subject } });
  });

  it("is audited once per change and not for a retry", async () => {
    const world = await createWorld();
    await put(world, "newcomer", everywhere("operator"));
    await put(world, "newcomer", everywhere("operator"));
    await remove(world, "newcomer");
    await remove(world, "newcomer");

    const { body } = await world.call({ path: "/api/workspaces/acme/audit", as: "owner" });
    expect(body.items.map(({ action }: { action: string }) => action).sort()).toEqual([
      "member.removed",
      "member.written",
    ]);
  });

  it.each([
    {
      what: "an absent environment",
      user: "newcomer",
      body: { role: "operator", environments: ["nowhere"] },
    },
    { what: "no environment", user: "newcomer", body: { role: "operator", environments: [] } },
    { what: "an unknown role", user: "newcomer", body: everywhere("king") },
    { what: "an unknown field", user: "newcomer", body: { ...everywhere("operator"), extra: 1 } },
    { what: "a malformed subject", user: "new comer", body: everywhere("operator") },
  ])("is rejected with $what", async ({ user, body }) => {
    const world = await createWorld();

    expect((await put(world, user, body)).status).toBe(422);
  });
});

describe("the last owner", () => {
  it("can neither be removed nor demoted", async () => {
    const world = await createWorld();

    const answers = [await remove(world, "owner"), await put(world, "owner", everywhere("manager"))];

    for (const answer of answers) expect(answer).toMatchObject({ status: 409, body: { code: "last_owner" } });
  });

  it("remains when two owners remove each other concurrently", async () => {
    const world = await createWorld();
    for (let round = 0; round < 5; round++) {
      await put(world, "owner", everywhere("owner"), "owner");
      await put(world, "second", everywhere("owner"), "owner");
      const writer = createAccessWriter(world);
      const beside = () => ({ item: { pk: "WS#acme", sk: `BESIDE#${world.ids.next(world.clock.now())}` } });
      const remove = (user: string) => writer.removeMember("acme", user, beside);
      const results = await Promise.all([remove("owner"), remove("second")]);
      expect(results.map(({ result }) => result).sort()).toEqual(["last_owner", "written"]);
      await writer.writeMember("acme", "owner", { role: "owner", environments: "all" }, beside);
    }
  });
});

it("a member write requires an owner and hides absent members behind 404", async () => {
  const world = await createWorld();

  for (const as of ["manager", "operator", "readonly"]) {
    expect((await put(world, "newcomer", everywhere("operator"), as)).status).toBe(403);
    expect((await remove(world, "operator", as)).status).toBe(403);
  }
  const hidden = await Promise.all([
    put(world, "newcomer", everywhere("operator"), "outsider"),
    remove(world, "operator", "outsider"),
    remove(world, "operator", "former"),
    remove(world, "stranger"),
  ]);
  const [first, ...others] = hidden.map(bytesOf);
  expect(first?.status).toBe(404);
  for (const other of others) expect(other).toEqual(first);
});
