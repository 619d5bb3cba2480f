import fc from "fast-check";
import { expect, it } from "vitest";
import { ProblemError } from "../../../functions/middleware/errors.ts";
import { createCursors } from "../../../functions/read-api/cursor.ts";
import { testClock } from "../../support/clock.ts";
import { anyCodePoint } from "../../support/code-points.ts";
import { createWorld, type World } from "../world.ts";

const path = "/api/workspaces/acme/operations";

async function worldWithCursor() {
  const world = await createWorld();
  await world.aRun();
  await world.aRun();
  const { nextCursor } = (await world.call({ path, query: "limit=1" })).body;
  return { world, cursor: String(nextCursor) };
}

async function refused(world: World, request: { path?: string; query: string; as?: string }) {
  const before = world.storeCalls.length;
  const response = await world.call({ path, ...request });
  expect(response).toMatchObject({ status: 400, body: { code: "cursor_invalid" } });
  expect(world.storeCalls.length).toBe(before);
}

it("cursor is rejected for another caller, workspace, filter or list", async () => {
  const { world, cursor } = await worldWithCursor();

  await refused(world, { query: `cursor=${cursor}`, as: "manager" });
  await refused(world, { query: `cursor=${cursor}`, path: path.replace("acme", "globex") });
  await refused(world, { query: `cursor=${cursor}&environmentId=acme-prod` });
  await refused(world, {
    query: `cursor=${cursor}`,
    path: "/api/workspaces/acme/environments/acme-prod/records/policies",
  });
  expect((await world.call({ path, query: `cursor=${cursor}` })).status).toBe(200);
});

it("cursor expires after exactly one day", async () => {
  const { world, cursor } = await worldWithCursor();

  world.clock.advance(24 * 3600 - 1);
  expect((await world.call({ path, query: `cursor=${cursor}` })).status).toBe(200);
  world.clock.advance(2);
  await refused(world, { query: `cursor=${cursor}` });
});

it("cursor is rejected when any character is changed, removed or added", async () => {
  const clock = testClock();
  const cursors = createCursors({ readKey: async () => "a key of at least thirty-two characters", clock });
  const use = { caller: "operator", route: "listRuns", workspaceId: "acme", filter: {} };
  const cursor = String(await cursors.seal(use, "01JNABCDEFGHJKMNPQRSTVWXYZ"));
  const others = [cursor.slice(0, -1), cursor.slice(1), `${cursor}A`, `${cursor}=`, "A", "!", "A".repeat(64)];
  for (let at = 0; at < cursor.length; at += 1) {
    for (const character of ["A", "B", "_", "+", " "]) {
      if (cursor[at] !== character) others.push(cursor.slice(0, at) + character + cursor.slice(at + 1));
    }
  }

  for (const other of others) await expect(cursors.open(use, other)).rejects.toThrow(ProblemError);
  await expect(cursors.open(use, cursor)).resolves.toBe("01JNABCDEFGHJKMNPQRSTVWXYZ");
});

it("invalid cursor is rejected over HTTP before any store call", async () => {
  const { world, cursor } = await worldWithCursor();

  for (const other of [cursor.replace(/.$/, "~"), cursor.slice(4), "eyJwb3NpdGlvbiI6IjEifQ", "%00", "A".repeat(1024)]) {
    await refused(world, { query: `cursor=${other}` });
  }
});

it("cursor is bound to every filter of the hub", async () => {
  const { world } = await worldWithCursor();
  const filters = [
    "tab=all",
    "tab=active",
    "problemClass=none",
    "environmentId=acme-prod",
    "type=policy.sync",
    "status=queued",
    "outcome=pending",
    "freshness=fresh_active",
    "reconciled=false",
    "initiator=operator",
    "from=2026-03-01T00:00:00Z",
    "to=2026-03-03T00:00:00Z",
  ];
  const cursors = await Promise.all(
    filters.map(async (filter) => (await world.call({ path, query: `${filter}&limit=1` })).body.nextCursor),
  );

  for (const [at, cursor] of cursors.entries()) {
    for (const filter of filters) {
      const query = `${filter}&cursor=${cursor}`;
      if (filter === filters[at]) expect((await world.call({ path, query })).status).toBe(200);
      else await refused(world, { query });
    }
  }
});

it("cursor is rejected over HTTP when any bit is flipped", async () => {
  const { world, cursor } = await worldWithCursor();
  const bytes = Buffer.from(cursor, "base64url");

  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const other = Buffer.from(bytes);
    other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    await refused(world, { query: `cursor=${other.toString("base64url")}` });
  }
});

it("ten thousand forged cursors are rejected", async () => {
  let keyReads = 0;
  const cursors = createCursors({
    clock: testClock(),
    async readKey() {
      keyReads += 1;
      return "a key of at least thirty-two characters";
    },
  });
  const use = { caller: "operator", route: "listRuns", workspaceId: "acme", filter: { tab: "all" } };
  const valid = String(await cursors.seal(use, "01JNABCDEFGHJKMNPQRSTVWXYZ"));
  const bytes = Buffer.from(valid, "base64url");
  const forged = fc.oneof(
    fc.string({ unit: anyCodePoint, maxLength: 200 }),
    fc.base64String({ maxLength: 400 }),
    fc.uint8Array({ minLength: 1, maxLength: 200 }).map((noise) => Buffer.from(noise).toString("base64url")),
    // The valid one, cut, lengthened, or with a part of it put in another place.
    fc
      .tuple(fc.nat(bytes.length), fc.nat(bytes.length), fc.uint8Array({ maxLength: 40 }))
      .map(([from, to, noise]) =>
        Buffer.concat([bytes.subarray(0, from), noise, bytes.subarray(to)]).toString("base64url"),
      ),
    // Another position under the signature of the valid one.
    fc.json().map((json) => Buffer.concat([bytes.subarray(0, 32), Buffer.from(json)]).toString("base64url")),
  );

  await fc.assert(
    fc.asyncProperty(forged, async (cursor) => {
      fc.pre(cursor !== valid);
      await expect(cursors.open(use, cursor)).rejects.toMatchObject({
        problem: { code: "cursor_invalid", status: 400 },
      });
    }),
    { numRuns: 10_000 },
  );
  expect(keyReads).toBe(1);
});

it("signing key is read once and again only after a failed read", async () => {
  let keyReads = 0;
  const cursors = createCursors({
    clock: testClock(),
    async readKey() {
      keyReads += 1;
      if (keyReads === 1) throw new Error("not now");
      return "a key of at least thirty-two characters";
    },
  });
  const use = { caller: "operator", route: "listRuns", workspaceId: "acme", filter: {} };

  await expect(cursors.seal(use, "a")).rejects.toThrow("not now");
  await cursors.seal(use, "a");
  await cursors.seal(use, "b");

  expect(keyReads).toBe(2);
});

it("signing key is not read when a list has one page", async () => {
  const world = await createWorld();
  await world.call({ path });

  expect(world.keyReads()).toBe(0);
});
