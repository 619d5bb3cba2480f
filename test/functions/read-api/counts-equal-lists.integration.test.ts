import fc from "fast-check";
import { expect, it } from "vitest";
import type * as z from "zod";
import { membershipItem } from "../../../shared/access/items.ts";
import { countedList } from "../../../shared/contract/tabs.ts";
import { tabs } from "../../../shared/run/verdicts.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import type { World } from "../world.ts";
import { everyRow, hub } from "./read-all-pages.ts";
import { anyRunHistory, writeHistory } from "./run-histories.ts";

const environments = ["acme-prod", "acme-lab"] as const;

/** Filters of a person who searches; each narrows every tab. */
const filters: readonly Readonly<Record<string, string>>[] = [
  { type: "policy.sync" },
  { outcome: "failed", initiator: "operator" },
  { text: "acme lab" },
  { freshness: "likely_stale" },
  { cause: "blocked" },
];

const callers = fc.constantFrom<"all" | string[]>("all", ["acme-prod"], ["acme-lab"], ["acme-prod", "acme-lab"], []);

type Counted = z.infer<typeof countedList>;

/** Every count with its list in an answer, at any depth. */
function countedListsIn(value: unknown): Counted[] {
  const found = countedList.safeParse(value);
  if (found.success) return [found.data];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(countedListsIn) : [];
}

async function answersFor(world: World, as: string, sees: readonly string[]) {
  const paths = [
    `${hub}/summary`,
    `${hub}/activity`,
    `${hub}/causes`,
    "/api/workspaces/acme/overview",
    "/api/workspaces/acme/inbox",
    ...sees.map((id) => `/api/workspaces/acme/environments/${id}/dashboard`),
  ];
  return Promise.all(paths.map(async (path) => (await world.call({ path, as })).body));
}

it("every count equals its list for every member and any history", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyRunHistory, { maxLength: 25 }), callers, async (lives, entitled) => {
      const world = await createInProcessWorld();
      await world.put(membershipItem("acme", "someone", { role: "owner", environments: entitled }));
      await writeHistory(world, lives);
      const sees = entitled === "all" ? environments : entitled;

      const answers = await answersFor(world, "someone", sees);
      const [summary] = answers;
      const lengths = new Map<string, Promise<number>>();
      const lengthOf = (list: Readonly<Record<string, string | undefined>>) => {
        const name = JSON.stringify(list);
        const length =
          lengths.get(name) ?? everyRow(world, { ...list, limit: "7" }, "someone").then((rows) => rows.length);
        lengths.set(name, length);
        return length;
      };
      for (const { value, capped, list } of answers.flatMap(countedListsIn)) {
        expect(capped).toBe(false);
        expect(await lengthOf(list), JSON.stringify(list)).toBe(value);
      }
      for (const tab of tabs) {
        expect(await lengthOf({ tab }), tab).toBe(summary.counts[tab].value);
      }
      for (const filter of filters) {
        const query = new URLSearchParams(filter).toString();
        const { body } = await world.call({ path: `${hub}/summary`, query, as: "someone" });
        for (const tab of tabs) {
          expect(await lengthOf({ ...filter, tab }), `${query} ${tab}`).toBe(body.counts[tab].value);
        }
      }
      for (const environmentId of sees) {
        const { body } = await world.call({
          path: `${hub}/summary`,
          query: `environmentId=${environmentId}`,
          as: "someone",
        });
        for (const tab of tabs) {
          expect(await lengthOf({ tab, environmentId }), tab).toBe(body.counts[tab].value);
        }
      }
      expect(summary.counts.active.value).toBe(summary.stats.active.value);
      expect(summary.counts.needs_attention.value).toBe(summary.stats.stale.value + summary.stats.followUp.value);
    }),
    { numRuns: 12 },
  );
});

it("hidden runs change no count and no text", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRunHistory, { maxLength: 12 }),
      fc.array(anyRunHistory, { maxLength: 12 }),
      async (seen, hidden) => {
        const visible = seen.map((one) => ({ ...one, environmentId: "acme-lab" }));
        const response = await Promise.all(
          [
            [],
            hidden.map((one) => (one.environmentId === "acme-lab" ? { ...one, environmentId: "acme-prod" } : one)),
          ].map(async (others) => {
            const world = await createInProcessWorld();
            const ids = await writeHistory(world, visible);
            await writeHistory(world, others);
            const answers = await answersFor(world, "lab-operator", ["acme-lab"]);
            const lists = await Promise.all(
              tabs.map(async (tab) => (await world.call({ path: hub, query: `tab=${tab}`, as: "lab-operator" })).body),
            );
            const metrics = (await world.call({ path: `${hub}/metrics`, as: "lab-operator" })).body;
            const audit = (await world.call({ path: `${hub}`, query: "limit=3", as: "lab-operator" })).body;
            const pages = await Promise.all(
              ids.map(async (id) => (await world.call({ path: `${hub}/${id}`, as: "lab-operator" })).body),
            );
            return [...answers, ...lists, metrics, audit, ...pages].map(withoutCursor);
          }),
        );
        expect(response[1]).toEqual(response[0]);
      },
    ),
    { numRuns: 8 },
  );
});

/** A cursor is opaque; only its presence is compared. */
function withoutCursor(body: { nextCursor?: string | null }) {
  return { ...body, ...(body.nextCursor !== undefined && { nextCursor: body.nextCursor !== null }) };
}

it("a history that the read budget cuts is counted as a lower bound", async () => {
  const world = await createInProcessWorld();
  await writeHistory(
    world,
    Array.from({ length: 80 }, (_, at) => ({
      environmentId: "acme-prod",
      state: "failed" as const,
      age: 1000 + at,
      work: `${at}`,
    })),
  );

  const { counts } = (await world.call({ path: `${hub}/summary`, as: "owner" })).body;
  expect(counts.needs_attention).toEqual({ value: 80, capped: false });
  expect(counts.failed.value).toBeLessThan(80);
  expect(counts.failed.capped).toBe(true);
});
