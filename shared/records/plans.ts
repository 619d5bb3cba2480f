import * as z from "zod";
import { type Clock, plusSeconds } from "../foundation/clock.ts";
import { FencedError } from "../foundation/fenced-error.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { type Attempt, attemptOf } from "./attempt-tickets.ts";
import { isWithoutRequest } from "./plan-marks.ts";
import {
  createRecordStore,
  forEachOf,
  isAbsent,
  type PageRequest,
  type RecordPlace,
  type RecordScope,
} from "./record-store.ts";

export const planStatuses = [
  "planning",
  "planned",
  "executing",
  "completed",
  "partial",
  "failed",
  "cancelled",
] as const;

const counted = z.number().int().nonnegative();
export const plan = z.object({
  /** The id of the run that made it. */
  id: z.string(),
  operationType: z.string(),
  /** The input that it was made for. */
  subject: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The name that confirms its execution. */
  name: z.string(),
  status: z.enum(planStatuses),
  /** The run that owns it now or last: first the planning run, then the executing one. */
  operationRunId: z.string(),
  by: attemptOf,
  content: z.string().optional(),
  digest: z.string().optional(),
  counts: z.object({ total: counted, kept: counted }).optional(),
  results: z.object({ done: counted, left: counted, failed: counted }).optional(),
  plannedByUserId: z.string(),
  executedByUserId: z.string().optional(),
  createdAt: z.string(),
  plannedAt: z.string().optional(),
  expiresAt: z.string().optional(),
  /** Since when it is executed only with an approval. */
  approvalRequestedAt: z.string().optional(),
  executedAt: z.string().optional(),
  /** Since when its changes may have been made; absent on plans without an approval. */
  changingSince: z.string().optional(),
  completedAt: z.string().optional(),
  /** Why its execution ended before its remaining items; `moved` has the first items that changed since the plan. */
  stop: z
    .object({
      reason: z.string(),
      moved: z.object({ count: counted, itemIds: z.array(z.string()).readonly() }).optional(),
    })
    .optional(),
});
export type StoredPlan = z.infer<typeof plan>;
/** A plan as people review it: one whose status only a newer release knows does not wait for its execution. */
const reviewable = plan.extend({ status: z.string() });
export type ReviewablePlan = z.infer<typeof reviewable>;

/** One thing of a plan, written once, and what became of it. */
export const planItem = z.object({
  id: z.string(),
  displayName: z.string(),
  /** The record that shows it. */
  record: z.object({ kind: z.string(), id: z.string() }).optional(),
  /** When this version of a policy was stored. */
  storedAt: z.string().optional(),
  action: z.string(),
  /** Digest of its state when it was planned. */
  state: z.string(),
  reason: z.string().optional(),
  by: attemptOf.optional(),
  result: z
    .object({ status: z.enum(["done", "left", "failed"]), reason: z.string().optional(), at: z.string() })
    .optional(),
});
export type StoredPlanItem = z.infer<typeof planItem>;
type NewItem = Readonly<
  Pick<StoredPlanItem, "id" | "displayName" | "record" | "storedAt" | "action" | "state" | "reason">
>;
type Result = Readonly<Omit<NonNullable<StoredPlanItem["result"]>, "at">>;

export const plansKind = "plans";
const itemsKind = (content: string) => `plan-items:${content}`;
const validSeconds = 24 * 3600;

const isOurs =
  "#record.#operationRunId = :runId AND (#record.#by.#runId <> :runId OR #record.#by.#attempt <= :attempt)";

/** What destructive work would change, reviewed by a person before any of it is changed. Plans stay as evidence. */
export function createPlans(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);
  const now = () => target.clock.now().toISOString();

  async function find(scope: RecordScope, id: string): Promise<StoredPlan | undefined> {
    const record = await store.find(scope, plansKind, id);
    return record === undefined ? undefined : plan.parse(record);
  }

  async function listItems(scope: RecordScope, content: string): Promise<StoredPlanItem[]> {
    const items: StoredPlanItem[] = [];
    for await (const page of store.pages(scope, itemsKind(content))) {
      items.push(...page.map((record) => planItem.parse(record)));
    }
    return items;
  }

  /**
   * One step of a plan by the attempt that owns it; undefined when another run owns the plan or its status does not allow
   * the step. Throws `FencedError` for an earlier attempt.
   */
  async function move(
    scope: RecordScope,
    id: string,
    by: Attempt,
    from: StoredPlan["status"],
    values: Partial<StoredPlan>,
  ): Promise<StoredPlan | undefined> {
    const all = { ...values, by };
    const change = Object.keys(all).map((field) => `#record.#${field} = :${field}`);
    const write = await store.tryUpdate(
      scope,
      plansKind,
      id,
      `SET ${change.join(", ")}`,
      `${isOurs} AND #record.#status = :from`,
      { ...all, ...by, from },
    );
    if (write.isWritten) return plan.parse(write.record);
    if (write.record !== undefined) fence(plan.parse(write.record), by);
    return undefined;
  }

  return {
    find,
    /** Consistent reads for people who review them, in the order of `wanted`, whichever release wrote them. */
    findReviewable: async (wanted: readonly RecordPlace[]): Promise<(ReviewablePlan | undefined)[]> =>
      (await store.findEach(plansKind, wanted)).map((record) => reviewable.optional().parse(record)),
    /** Every item of a content, by id, read consistently. */
    listItems,

    /** Stores a new plan, or takes over the one of an earlier attempt. */
    async open(
      scope: RecordScope,
      wanted: Pick<StoredPlan, "id" | "operationType" | "subject" | "plannedByUserId"> & { readonly by: Attempt },
    ): Promise<StoredPlan> {
      const { by } = wanted;
      const record = plan.parse({
        ...wanted,
        name: wanted.id,
        status: "planning",
        operationRunId: by.runId,
        createdAt: now(),
      });
      if (await store.put(scope, plansKind, wanted.id, record, isAbsent)) return record;
      const taken = await move(scope, wanted.id, by, "planning", {});
      return taken ?? plan.parse(await store.find(scope, plansKind, wanted.id));
    },

    /** Stores the plan that a run may still open, as failed: its frozen attempt can then no longer open it. */
    async bar(scope: RecordScope, wanted: Pick<StoredPlan, "id" | "operationType" | "plannedByUserId">): Promise<void> {
      const record = plan.parse({
        ...wanted,
        subject: {},
        name: wanted.id,
        status: "failed",
        operationRunId: wanted.id,
        by: { runId: wanted.id, attempt: Number.MAX_SAFE_INTEGER },
        createdAt: now(),
        completedAt: now(),
      });
      await store.put(scope, plansKind, wanted.id, record, isAbsent);
    },

    /** Stores items of a content that nothing names yet. Idempotent. */
    async putItems(scope: RecordScope, content: string, items: readonly NewItem[]): Promise<void> {
      await forEachOf(items, (item) => store.put(scope, itemsKind(content), item.id, planItem.parse(item), isAbsent));
    },

    complete(
      scope: RecordScope,
      id: string,
      by: Attempt,
      made: Required<Pick<StoredPlan, "name" | "content" | "digest" | "counts">>,
    ): Promise<StoredPlan | undefined> {
      const at = target.clock.now();
      const times = { plannedAt: at.toISOString(), expiresAt: plusSeconds(at, validSeconds) };
      return move(scope, id, by, "planning", { ...made, ...times, status: "planned" });
    },

    /**
     * Assigns a plan to the run that executes it; undefined when it is not, or no longer, executable. Idempotent. One that
     * the run read without a request for an approval is refused once it has one.
     */
    async bind(
      scope: RecordScope,
      id: string,
      by: Attempt,
      executedByUserId: string,
      isApproved = false,
    ): Promise<StoredPlan | undefined> {
      const values = { operationRunId: by.runId, by, status: "executing", executedByUserId, executedAt: now() };
      const fields = Object.keys(values).map((field) => `#record.#${field} = :${field}`);
      const condition = `#record.#status = :planned${isApproved ? "" : ` AND ${isWithoutRequest}`}`;
      const change = `SET ${fields.join(", ")}`;
      const bound = await store.update(scope, plansKind, id, change, condition, { ...values, planned: "planned" });
      return bound === undefined ? move(scope, id, by, "executing", {}) : plan.parse(bound);
    },

    /** Stored before the first change: from then on nothing says that nothing was changed. */
    begin: (scope: RecordScope, id: string, by: Attempt): Promise<StoredPlan | undefined> =>
      move(scope, id, by, "executing", { changingSince: now() }),

    /** Stores the result of an item, once; the first result stays and is returned. */
    async recordResult(
      scope: RecordScope,
      content: string,
      itemId: string,
      result: Result,
      by: Attempt,
    ): Promise<StoredPlanItem> {
      const write = await store.tryUpdate(
        scope,
        itemsKind(content),
        itemId,
        "SET #record.#result = :result, #record.#by = :by",
        "attribute_exists(pk) AND attribute_not_exists(#record.#result)",
        { result: { ...result, at: now() }, by },
      );
      const item = planItem.parse(write.record);
      if (!write.isWritten && item.by !== undefined && item.by.runId === by.runId && item.by.attempt > by.attempt) {
        throw new FencedError(`plan item ${itemId}`);
      }
      return item;
    },

    /** Ends a plan, once. */
    async end(
      scope: RecordScope,
      id: string,
      by: Attempt,
      status: "completed" | "partial" | "failed" | "cancelled",
      results?: StoredPlan["results"],
      stop?: StoredPlan["stop"],
    ): Promise<StoredPlan | undefined> {
      const values = {
        status,
        completedAt: now(),
        ...(results && { results }),
        ...(stop && { stop }),
      };
      return (await move(scope, id, by, "executing", values)) ?? move(scope, id, by, "planning", values);
    },

    /** Newest first. */
    async list(scope: RecordScope, request: PageRequest) {
      const page = await store.page(scope, plansKind, { ...request, isNewestFirst: true });
      return { ...page, records: page.records.map((record) => plan.parse(record)) };
    },

    async findWithItems(scope: RecordScope, id: string) {
      const stored = await find(scope, id);
      return stored && { ...stored, items: stored.content === undefined ? [] : await listItems(scope, stored.content) };
    },
  };
}
export type PlanStore = ReturnType<typeof createPlans>;

/** Throws when a later attempt of the same run has written the plan. */
function fence({ id, by, operationRunId }: StoredPlan, { runId, attempt }: Attempt): void {
  if (operationRunId === runId && by.runId === runId && by.attempt > attempt) throw new FencedError(`plan ${id}`);
}
