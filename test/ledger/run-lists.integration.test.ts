import { PutCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { expect, it } from "vitest";
import { plusSeconds } from "../../shared/foundation/clock.ts";
import { firstIdAt, idTime } from "../../shared/foundation/ids.ts";
import {
  dueShardOf,
  environmentPartition,
  problemShardOf,
  runKey,
  timelinePartition,
} from "../../shared/ledger/keys.ts";
import { activeOpenKey } from "../../shared/ledger/open-keys.ts";
import { createRunLists, type RunList, type RunLists } from "../../shared/ledger/run-lists.ts";
import { NOW } from "../support/clock.ts";
import { testIds } from "../support/ids.ts";
import { createEngineTable, type TestTable } from "../support/table.ts";

interface Listed {
  readonly workspaceId: string;
  readonly environmentId: string | null;
  readonly kind: "active" | "problem" | "done";
  /** Seconds between the first end and this one. */
  readonly endedAfter: number;
}

async function store({ client, tableName }: TestTable, runs: readonly Listed[]): Promise<(Listed & { id: string })[]> {
  const ids = testIds();
  const made = runs.map((run, at) => ({ ...run, id: ids.next(new Date(NOW.getTime() + at)) }));
  await Promise.all(
    made.map(({ id, workspaceId, environmentId, kind, endedAfter }) =>
      client.send(
        new PutCommand({
          TableName: tableName,
          Item: {
            ...runKey(id),
            type: "policy.sync",
            workspaceKey: timelinePartition(workspaceId),
            ...(environmentId !== null && { environmentKey: environmentPartition(workspaceId, environmentId) }),
            ...(kind === "active" && {
              openKey: activeOpenKey(environmentId, id),
              dueShard: dueShardOf(id),
              dueAt: plusSeconds(NOW, endedAfter),
            }),
            ...(kind === "problem" && {
              openKey: `P#${environmentId ?? "-"}#${id}`,
              dueShard: problemShardOf(id),
              dueAt: plusSeconds(NOW, endedAfter),
            }),
          },
        }),
      ),
    ),
  );
  return made;
}

async function everyPage(lists: RunLists, of: readonly RunList[], limit: number, floor = ""): Promise<string[]> {
  const ids: string[] = [];
  let before: string | undefined;
  do {
    const page = await lists.findNewest(of, { before, floor }, limit);
    ids.push(...page.entries.map(({ id }) => id));
    before = page.nextBefore;
  } while (before !== undefined);
  return ids;
}

const listed = fc.record({
  workspaceId: fc.constantFrom("acme", "globex"),
  environmentId: fc.constantFrom("prod", "lab", null),
  kind: fc.constantFrom<Listed["kind"]>("active", "problem", "done"),
  endedAfter: fc.nat(3),
});

const idsOf = (runs: readonly { id: string }[]) => runs.map(({ id }) => id).toReversed();

it("run lists are merged newest first, each run once, at any page size", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(listed, { maxLength: 14 }), fc.integer({ min: 1, max: 5 }), async (runs, limit) => {
      const table = await createEngineTable();
      const lists = createRunLists(table);
      const made = await store(table, runs);

      const both = [{ workspaceId: "acme" }, { workspaceId: "globex" }];
      expect(await everyPage(lists, both, limit)).toEqual(idsOf(made));
      const overlapping = [{ workspaceId: "acme" }, { workspaceId: "acme", environmentId: "lab" }];
      expect(await everyPage(lists, overlapping, limit)).toEqual(
        idsOf(made.filter((run) => run.workspaceId === "acme")),
      );
    }),
    { numRuns: 12 },
  );
});

it("problem list covers all workspaces by end time, including equal times", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(listed, { maxLength: 14 }), fc.integer({ min: 3, max: 5 }), async (runs, limit) => {
      const table = await createEngineTable();
      const lists = createRunLists(table);
      const made = await store(table, runs);

      const found: string[] = [];
      let before: string | undefined;
      do {
        const page = await lists.findEndedProblems(before, limit);
        found.push(...page.ids);
        before = page.nextBefore;
      } while (before !== undefined);
      expect(found).toEqual(
        made
          .filter((run) => run.kind === "problem")
          .toSorted((a, b) => a.endedAfter - b.endedAfter || (a.id < b.id ? -1 : 1))
          .map(({ id }) => id)
          .toReversed(),
      );
      expect((await lists.findActive()).ids).toEqual(idsOf(made.filter((run) => run.kind === "active")));
    }),
    { numRuns: 12 },
  );
});

it("run list stops at the requested start, inclusive", async () => {
  const table = await createEngineTable();
  const lists = createRunLists(table);
  const one: Listed = { workspaceId: "acme", environmentId: null, kind: "done", endedAfter: 0 };
  const made = await store(table, [one, one, one]);
  const [, second] = made;
  const of = [{ workspaceId: "acme" }];

  expect(await everyPage(lists, of, 5, firstIdAt(idTime(second?.id ?? "")))).toEqual(idsOf(made.slice(1)));
  expect((await lists.findNewest(of, { before: firstIdAt(idTime(second?.id ?? "")), floor: "" }, 5)).entries).toEqual([
    { id: made[0]?.id, type: "policy.sync" },
  ]);
});
