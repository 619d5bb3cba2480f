import { PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { createDynamoDb } from "../../local/engines/table/engine.ts";
import { environmentItem, memberPointerItem, membershipItem, workspaceItem } from "../../shared/access/items.ts";
import { createDelivery } from "../../shared/dispatch/deliver.ts";
import { createStarter } from "../../shared/dispatch/start-run.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import { createRunService } from "../../shared/ledger/run-service.ts";
import { type AnyOperation, findOperation } from "../../shared/operations/registry.ts";
import { createSchedules, type Schedule } from "../../shared/records/schedules.ts";
import { waveType } from "../../shared/run/wave.ts";
import { createClock } from "../../shared/schedules/create-clock.ts";
import { createVisit } from "../../shared/schedules/create-visit.ts";
import { dueAfter } from "../../shared/schedules/decide-slots.ts";
import { createDirectClient } from "../engines/dynamodb/client.ts";
import { fromItem, toItem } from "../engines/dynamodb/marshalling.ts";
import { policySync } from "../ledger/world.ts";
import { testIds } from "../support/ids.ts";
import { tableDefinition } from "../support/table.ts";
import type { Turn } from "../support/turns.ts";

export const lifecycle = policySync.lifecycle;

/** The one operation of all schedules; its prepare step needs no records. */
const operation: AnyOperation = {
  ...policySync.operation,
  family: "policies",
  ownership: "environment",
  risk: "read",
  expectedDurationSeconds: 60,
  lifecycle,
  capability: "tenant.policies.sync",
  actionability: "later_success",
  provenBy: "nothing",
  proves: "nothing",
  input: z.looseObject({}),
  start: {
    prepare: async () => ({ prepare: async () => policySync.prepared }),
    handle: () => {
      throw new Error("runs are ended by the test");
    },
    settleRecords: "no_records",
  },
  reconcile: "unsupported",
};

/** A request that moves the cursor of a schedule. */
const cursorMove = z
  .looseObject({
    Key: z.looseObject({ sk: z.looseObject({ S: z.string().startsWith("SCHEDULE#") }) }),
    ExpressionAttributeValues: z.looseObject({ ":cursor": z.looseObject({ S: z.string() }) }),
  })
  .transform((request) => ({ sk: request.Key.sk.S, cursor: request.ExpressionAttributeValues[":cursor"].S }));

const atOnce: Turn = async (execute) => execute();

/** A table in memory, with one environment and functions that use it. */
export async function createSlotWorld(start: Date) {
  let now = start.getTime();
  const clock: Clock = { now: () => new Date(now) };
  const units = { calls: 0, read: 0, write: 0 };
  const cursors = new Map<string, string>();
  const setBacks: string[] = [];
  const engine = createDynamoDb({
    clock,
    observe({ operation, request, readUnits, writeUnits, error }) {
      const moved = cursorMove.safeParse(request);
      if (operation === "UpdateItem" && error === undefined && moved.success) {
        const { sk, cursor } = moved.data;
        if (cursor < (cursors.get(sk) ?? "")) setBacks.push(`${sk} went back to ${cursor}`);
        cursors.set(sk, cursor);
      }
      units.calls += 1;
      units.read += readUnits;
      units.write += writeUnits;
    },
  });
  engine.execute({ operation: "CreateTable", request: { ...tableDefinition("t") } });
  const targetOf = (turn: Turn) => ({
    client: createDirectClient((call) => turn(() => engine.execute(call))),
    tableName: "t",
  });
  const target = targetOf(atOnce);
  const put = (Item: object) => target.client.send(new PutCommand({ TableName: "t", Item: { ...Item } }));
  for (const item of [
    workspaceItem("acme", { name: "Acme" }),
    environmentItem("acme", "acme-prod", { name: "Production" }),
    membershipItem("acme", "manager", { role: "manager", environments: "all" }),
    memberPointerItem("acme", "manager"),
  ]) {
    await put(item);
  }
  let seeds = 0;
  const sent: string[] = [];

  /** The parts of one function, whose calls take turns and whose clock is off by so much. */
  function functionOf(turn: Turn, skewMillis = 0) {
    const own = targetOf(turn);
    const ownClock: Clock = { now: () => new Date(now + skewMillis) };
    const parts = { ...own, clock: ownClock, ids: testIds(++seeds) };
    const failures: unknown[] = [];
    const runService = createRunService(parts);
    const send = async (run: { readonly id: string }) => {
      sent.push(run.id);
      return { kind: "sent", queueJobId: "message" } as const;
    };
    const delivery = createDelivery({ runService, clock: ownClock, send });
    return {
      target: own,
      failures,
      runService,
      tick: createClock({
        ...parts,
        visit: createVisit({
          ...{ ...parts, send, overrides: {} },
          findOperation: (type) =>
            type === operation.type ? operation : type === waveType ? findOperation(type) : undefined,
        }),
        onFailure: (_id, error) => void failures.push(error),
      }),
      startByPerson: () => createStarter({ runService, delivery })({ ...policySync, operation, lifecycle }),
    };
  }

  const everyone = functionOf(atOnce);
  const schedules = createSchedules(target);
  return {
    clock,
    sent,
    functionOf,
    ...everyone,
    target,
    schedules,
    queries: createRunQueries(target),
    /** What the table was asked and charged so far. */
    units,
    /** Moves of a cursor to an earlier slot; there must be none. */
    setBacks,
    advance(millis: number) {
      now += millis;
    },
    set(instant: number) {
      now = instant;
    },
    addEnvironment: (id: string) => put(environmentItem("acme", id, { name: id })),
    /** The same as one call among those of functions. */
    growBy: (id: string, turn: Turn) =>
      targetOf(turn).client.send(new PutCommand({ TableName: "t", Item: environmentItem("acme", id, { name: id }) })),
    restrictMember: (user: string, environments: readonly string[]) =>
      put(membershipItem("acme", user, { role: "manager", environments: [...environments] })),
    /** Ends a membership. */
    async removeMember(user: string): Promise<void> {
      const membership = { role: "manager", environments: "all", removedAt: clock.now().toISOString() } as const;
      await put(membershipItem("acme", user, membership));
    },
    putItem: (item: object) => put(item),
    async addSchedule(schedule: Schedule): Promise<void> {
      const part = schedules.createPart(schedule, dueAfter(schedule, Date.parse(schedule.cursor)) ?? "");
      if (!("item" in part)) throw new Error("a new schedule is one item");
      await put(part.item);
    },
    async find(id: string): Promise<Schedule> {
      const found = await schedules.find("acme", id);
      if (found.kind !== "schedule") throw new Error(`schedule ${id} is ${found.kind}`);
      return found.schedule;
    },
    /** All items as plain values. */
    items: () => engine.table("t").items().map(fromItem),
    /**
     * Removes what has expired, as the table does at some time, except the ledger, which is checked as a whole, and
     * pointers to the runs of entries that would be gone as well.
     */
    expire() {
      const table = engine.table("t");
      const items = table.items().map(fromItem);
      const isOver = ({ expiresAt }: { expiresAt?: unknown }) =>
        typeof expiresAt === "number" && expiresAt * 1000 < now;
      const led = new Set<unknown>();
      const pointers = new Map(
        items.flatMap(({ pk, sameAs }) => (sameAs === undefined ? [] : [[pk, `RUN#${sameAs}`]])),
      );
      for (const { pk, record, ...entry } of items) {
        if (!String(pk).startsWith("SCHED#") || !isOver(entry)) continue;
        const { runId } = z.looseObject({ runId: z.string().optional() }).parse(record);
        for (let at: unknown = `RUN#${runId}`; at !== undefined && !led.has(at); at = pointers.get(at)) led.add(at);
      }
      for (const item of items) {
        const { pk, sk } = item;
        if (isOver(item) && !String(pk).startsWith("SCHED#") && !led.has(pk)) table.remove(toItem({ pk, sk }));
      }
    },
  };
}
export type SlotWorld = Awaited<ReturnType<typeof createSlotWorld>>;

export const aSchedule = (over: Partial<Schedule> = {}): Schedule => ({
  id: "01SCHED00000000000000000A0",
  workspaceId: "acme",
  environmentId: "acme-prod",
  name: "Nightly sync",
  type: "policy.sync",
  input: {},
  rule: { cron: "0 2 * * *", timeZone: "Europe/Berlin" },
  jitterSeconds: 0,
  windowSeconds: 3600,
  overlap: "wait",
  catchUp: "last",
  pauseAfter: null,
  ownerId: "manager",
  ownerName: "manager",
  createdAt: "2026-03-02T09:00:00.000Z",
  changedAt: "2026-03-02T09:00:00.000Z",
  rev: 1,
  cursor: "2026-03-02T09:00:00.000Z",
  counts: { ran: 0, late: 0, skipped: 0, missed: 0 },
  failuresInRow: 0,
  ...over,
});
