import fc from "fast-check";
import { expect, it } from "vitest";
import { ProblemError } from "../../functions/middleware/errors.ts";
import { createCursors } from "../../functions/read-api/cursor.ts";
import { routes } from "../../shared/contract/routes.ts";
import { testClock } from "../support/clock.ts";
import { anyCodePoint } from "../support/code-points.ts";
import { createAttackWorld, pathTo } from "./attack-world.ts";
import { schemaOf } from "./json-schema.ts";

const readKey = async () => "a key of at least thirty-two characters";
const paged = routes.filter(({ query }) => "cursor" in (schemaOf(query).properties ?? {}));
const forgeries = 10_000;

/** Mutations of the bytes of a valid cursor. */
const forged = (good: string): fc.Arbitrary<string> => {
  const bytes = Buffer.from(good, "base64url");
  const bit = fc.nat(bytes.length * 8 - 1).map((at) => {
    const changed = Buffer.from(bytes);
    changed[at >> 3] = (changed[at >> 3] ?? 0) ^ (1 << (at & 7));
    return changed.toString("base64url");
  });
  const cut = fc.nat(good.length - 1).map((at) => good.slice(0, at));
  const spliced = fc
    .tuple(fc.nat(bytes.length), fc.uint8Array({ minLength: 1, maxLength: 40 }))
    .map(([at, more]) => Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]).toString("base64url"));
  const otherPayload = fc
    .record({ position: fc.string(), expires: fc.integer() })
    .map((payload) =>
      Buffer.concat([bytes.subarray(0, 32), Buffer.from(JSON.stringify(payload))]).toString("base64url"),
    );
  const random = fc.oneof(
    fc.string({ unit: anyCodePoint, minLength: 1 }),
    fc.base64String({ minLength: 4 }),
    fc.json(),
  );
  const spelled = fc.constantFrom(`${good}=`, ` ${good}`, `${good}\n`, good.replaceAll("-", "+").replaceAll("_", "/"));
  return fc.oneof(bit, cut, spliced, otherPayload, random, spelled).filter((text) => text !== good);
};

it("10,000 forged cursors are rejected", async () => {
  const cursors = createCursors({ readKey, clock: testClock() });
  const use = { caller: "operator", route: "listRuns", workspaceId: "acme", filter: { environmentId: "a-b_c" } };
  const good = String(await cursors.seal(use, "01JNABCDEFGHJKMNPQRSTVWXYZ"));

  await fc.assert(
    fc.asyncProperty(forged(good), async (cursor) => {
      const opened = await cursors.open(use, cursor).catch((error: unknown) => error);
      expect(opened).toBeInstanceOf(ProblemError);
      expect(opened).toMatchObject({ problem: { code: "cursor_invalid", status: 400 } });
    }),
    { numRuns: forgeries },
  );
});

it("cursor is rejected when any part of its binding differs", async () => {
  const cursors = createCursors({ readKey, clock: testClock() });
  const text = fc.oneof(fc.constantFrom("", "a", "ab", "acme", "{}", '","'), fc.string());
  const use = fc.record({
    caller: text,
    route: text,
    workspaceId: text,
    filter: fc.dictionary(
      text.filter((name) => name !== "__proto__"),
      text,
      { maxKeys: 2 },
    ),
  });

  // Mostly one part differs: each part alone must suffice to reject the cursor.
  const pair = fc.tuple(use, use, fc.constantFrom("caller", "route", "workspaceId", "filter", "all", "none"));
  const twins = pair.map(([made, other, part]) => {
    if (part === "all") return [made, other] as const;
    return [made, part === "none" ? made : { ...made, [part]: other[part] }] as const;
  });

  await fc.assert(
    fc.asyncProperty(twins, async ([made, asked]) => {
      const cursor = String(await cursors.seal(made, "here"));
      const isSame = fc.stringify(sorted(made)) === fc.stringify(sorted(asked));
      const opened = await cursors.open(asked, cursor).catch(() => "refused");
      expect(opened).toBe(isSame ? "here" : "refused");
    }),
    { numRuns: 2_000 },
  );
});

const sorted = ({ caller, route, workspaceId, filter }: Parameters<ReturnType<typeof createCursors>["open"]>[0]) => [
  [caller, route, workspaceId],
  Object.entries(filter).toSorted(([a], [b]) => (a < b ? -1 : 1)),
];

it.each(paged)("$name rejects a forged cursor before any store call", async (route) => {
  const world = await createAttackWorld();
  const cursors = createCursors({ readKey, clock: world.clock });
  const elsewhere = { caller: "owner", route: "another list", workspaceId: "acme", filter: {} };
  const good = String(await cursors.seal(elsewhere, "01JNABCDEFGHJKMNPQRSTVWXYZ"));
  const path = pathTo(route, world);
  const as = path.startsWith("/api/system") ? "platform" : "owner";

  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.constant(good), forged(good)), async (cursor) => {
      const response = await world.call({ path, as, query: new URLSearchParams({ cursor }).toString() });
      expect(response.status).toBe(400);
      expect(["cursor_invalid", "query_invalid"]).toContain(response.body.code);
      expect(world.takeReports()).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
