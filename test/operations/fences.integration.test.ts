import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, expect, it } from "vitest";
import * as z from "zod";
import { FencedError } from "../../shared/foundation/fenced-error.ts";
import { findOperation, operations } from "../../shared/operations/registry.ts";
import { createAdapterDependencies } from "../../shared/reconcile/adapter-dependencies.ts";
import { createSettleRecords } from "../../shared/reconcile/settle-records.ts";
import { createEvidenceSnapshots } from "../../shared/records/evidence-snapshots.ts";
import type { Run } from "../../shared/run/run.ts";
import { interceptedClient } from "../ledger/world.ts";
import { worked } from "./operation-recipes.ts";
import { scope } from "./operation-world.ts";
import { stopRestoreWorlds } from "./restore-world.ts";

afterAll(stopRestoreWorlds);

type OpenWorld = Awaited<ReturnType<(typeof worked)[number]["open"]>>;

const stored = z.object({ pk: z.string(), sk: z.string(), record: z.record(z.string(), z.unknown()) });
const write = z.union([z.object({ UpdateExpression: z.string() }), z.object({ Item: z.looseObject({}) })]);
/** What no reader finds before a record names it, and what numbers and serialises the writers themselves. */
const notShown = ["policy-versions", "backup-set-content", "evidence-entries", "tickets", "provider-writer"];
/** Statuses by whether a run is at work on the record. A new status has to be classified first. */
const isAtWork: Readonly<Record<string, boolean>> = {
  ...{ draft: true, scoped: true, checked: true, queued: true, running: true },
  ...{ previewed: false, completed: false, partial: false, failed: false, cancelled: false },
  ...{ ready: false, published: false, archived: false, superseded: false },
};
/** Every hand that ends a run without its success. */
const ends = [
  { source: "failed_job_bridge", outcome: "failed" },
  { source: "scheduled_reconciler", outcome: "failed" },
  { source: "operator", outcome: "failed" },
  { source: "worker", outcome: "blocked" },
  { source: "adapter_reconciler", outcome: "partially_succeeded" },
] as const;

/** Calls `act` instead of the store write with this number; counts the writes of the attempts that are watched. */
function watchWrites(world: OpenWorld) {
  const watch = { seen: 0, at: Number.POSITIVE_INFINITY, act: async () => {}, isOn: false };
  world.client.middlewareStack.add(
    (next) => async (args) => {
      if (watch.isOn && write.safeParse(args.input).success) {
        watch.seen += 1;
        if (watch.seen === watch.at) {
          watch.isOn = false;
          await watch.act();
        }
      }
      return next(args);
    },
    { step: "initialize", name: "watch" },
  );
  return async function watched(at: number, act: () => Promise<void>, work: () => Promise<unknown>) {
    Object.assign(watch, { seen: 0, at, act, isOn: true });
    const [end] = await Promise.allSettled([work()]);
    watch.isOn = false;
    return { end, isReached: watch.seen >= at };
  };
}

/** Every record that a reader can come to, by its key. */
async function shownRecords(world: OpenWorld): Promise<ReadonlyMap<string, Record<string, unknown>>> {
  // A client of its own: no worker has the right to scan.
  const client = interceptedClient(world, (_command, call) => call());
  const { Items } = await client.send(new ScanCommand({ TableName: world.tableName, ConsistentRead: true }));
  const items = (Items ?? []).flatMap((item) => stored.safeParse(item).data ?? []);
  return new Map(
    items
      .filter(({ pk }) => !notShown.includes(pk.split("#")[3]?.split(":")[0] ?? ""))
      .map(({ pk, sk, record }) => [`${pk} ${sk}`, record]),
  );
}

it("fence tests cover every startable operation", () => {
  const startable = operations.filter(({ start }) => start !== "not_startable").map(({ type }) => type);
  expect(worked.map(({ type }) => type).sort()).toEqual(startable.sort());
});

it.each(worked)(
  "$type writes no record after a newer attempt took over",
  async ({ open, leastWrites }) => {
    const world = await open();
    const watched = watchWrites(world);
    for (let at = 1; ; at++) {
      const run = await world.nextRun();
      let isFenced = false;
      let shown: ReadonlyMap<string, unknown> = new Map();
      const takeOver = async () => {
        isFenced = true;
        await world.attempt({ ...run, attempt: 2 });
        shown = await shownRecords(world);
        world.gate.writes.length = 0;
      };
      const whileOwner = async () => {
        if (isFenced) throw new FencedError(`progress of run ${run.id}`);
      };

      const { isReached } = await watched(at, takeOver, () => world.attempt(run, () => 600_000, whileOwner));

      if (!isReached) {
        expect(at).toBeGreaterThan(leastWrites);
        break;
      }
      expect(await shownRecords(world), `fenced at write ${at}`).toEqual(shown);
      expect(world.gate.writes, `fenced at write ${at}`).toEqual([]);
    }
  },
  120_000,
);

it.each(worked)(
  "$type leaves no record in progress when its run ends early",
  async ({ type, open, leastWrites }) => {
    const world = await open();
    const watched = watchWrites(world);
    const needs = createAdapterDependencies(world);
    const settle = createSettleRecords({ findOperation, needs });
    for (let at = 1; ; at++) {
      const run = await world.nextRun();
      const die = async () => {
        throw new Error("the attempt died here");
      };
      const { isReached } = await watched(at, die, () => world.attempt(run));
      if (!isReached) {
        expect(at).toBeGreaterThan(leastWrites);
        break;
      }
      const { source, outcome } = ends[at % ends.length] ?? ends[0];
      const completedAt = world.clock.now().toISOString();
      const ended: Run = { ...run, status: "completed", completedAt, outcome, endedBy: { source } };

      await settle(ended);
      const settled = await shownRecords(world);
      await settle(ended);

      expect(await shownRecords(world), `settled twice after write ${at}`).toEqual(settled);
      for (const [key, { status, operationRunId, taking }] of settled) {
        if (typeof status !== "string" || operationRunId !== run.id) continue;
        expect(isAtWork[status], `${key} is ${status} after the ${source} ended ${type} at write ${at}`).toBe(false);
        expect(taking, key).toBeUndefined();
      }
      const { records: snapshots } = await createEvidenceSnapshots(world).list(scope, { limit: 5 });
      const isGenerating = snapshots.some((one) => one.operationRunId === run.id && one.status === "generating");
      expect(isGenerating, `a snapshot is generating after write ${at}`).toBe(false);
    }
  },
  120_000,
);
