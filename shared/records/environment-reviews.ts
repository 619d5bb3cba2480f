import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import { Fenced } from "../foundation/fenced.ts";
import type { Ids } from "../foundation/ids.ts";
import type { Item } from "../ledger/item.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { collections } from "./policy-collections.ts";
import { createRecordStore, isAbsent, type PageRequest, type RecordScope } from "./record-store.ts";
import { type Attempt, attemptOf } from "./tickets.ts";

export const reviewStatuses = ["draft", "ready", "published", "archived", "superseded", "failed"] as const;
export type ReviewStatus = (typeof reviewStatuses)[number];

/** What a status means for the one mutable review of a fingerprint. */
const standing: Record<ReviewStatus, "usable" | "redraft" | "draft" | "left"> = {
  draft: "draft",
  failed: "redraft",
  ready: "usable",
  published: "usable",
  superseded: "left",
  archived: "left",
};

/** The legal ways from one status to another; what is published never changes its content. */
const comesFrom = {
  ready: ["draft"],
  failed: ["draft"],
  draft: ["failed", "ready"],
  published: ["ready"],
  superseded: ["ready", "published"],
} as const satisfies Partial<Record<ReviewStatus, readonly ReviewStatus[]>>;

const counted = z.number().int();
const contentShape = {
  completeness: z.enum(["complete", "partial", "stale"]),
  summary: z.object({ policies: counted, settings: counted, sections: counted, gaps: counted }),
  sections: z.array(
    z.object({ platform: z.string(), collection: z.enum(collections), policyCount: counted, settingCount: counted }),
  ),
  gaps: z.array(
    z.object({
      code: z.string(),
      collection: z.enum(collections).optional(),
      platform: z.string().optional(),
      count: counted.optional(),
    }),
  ),
};
const reviewContent = z.object(contentShape);
type ReviewContent = z.infer<typeof reviewContent>;
type Frozen<Value> = Value extends readonly (infer Member)[]
  ? readonly Frozen<Member>[]
  : { readonly [Key in keyof Value]: Value[Key] extends object ? Frozen<Value[Key]> : Value[Key] };

export const environmentReview = z.object({
  id: z.string(),
  fingerprint: z.string(),
  evidenceSnapshotId: z.string(),
  operationRunId: z.string(),
  /** The attempt that made the draft or took it over; absent on what releases without it stored. */
  by: attemptOf.optional(),
  initiatedByUserId: z.string(),
  status: z.enum(reviewStatuses),
  createdAt: z.string(),
  generatedAt: z.string().optional(),
  publishedAt: z.string().optional(),
  publishedByUserId: z.string().optional(),
  supersededByReviewId: z.string().optional(),
  ...reviewContent.partial().shape,
});
export type EnvironmentReviewRecord = z.infer<typeof environmentReview>;

/** A review with its scope, for callers that must not mix scopes. */
export type ScopedReview = EnvironmentReviewRecord & RecordScope;

/** What makes a review, before it has content. */
export interface WantedReview {
  readonly fingerprint: string;
  readonly evidenceSnapshotId: string;
  readonly operationRunId: string;
  /** The attempt of that run. */
  readonly by?: Attempt;
  readonly initiatedByUserId: string;
}

interface UsableReview {
  readonly id: string;
  readonly fingerprint: string;
  readonly operationRunId: string;
  readonly generatedAt: string;
  readonly summary: ReviewContent["summary"];
}

export type OpenedDraft =
  | { readonly kind: "draft"; readonly review: EnvironmentReviewRecord }
  | { readonly kind: "usable"; readonly review: UsableReview };

export const reviewsKind = "environment-reviews";
const kind = reviewsKind;
/** Names the one review of a fingerprint that may be mutable or usable. */
export const uniqueReviewsKind = "environment-review-unique";
const uniqueKind = uniqueReviewsKind;
const uniqueItem = z.object({ reviewId: z.string() });
/** Each lost round means that another writer has moved on, so a few are plenty. */
const roundsMax = 6;
/** How many of the newest reviews are searched for those of one fingerprint. */
const candidatePageSize = 100;
const candidatePagesMax = 2;

/** The reviews of an environment. At most one per fingerprint is mutable: the one its uniqueness item names. */
export function createEnvironmentReviews(target: StoreTarget & { readonly clock: Clock; readonly ids: Ids }) {
  const store = createRecordStore(target);
  const { clock, ids } = target;

  async function find(scope: RecordScope, id: string): Promise<EnvironmentReviewRecord | undefined> {
    const record = await store.find(scope, kind, id);
    return record === undefined ? undefined : environmentReview.parse(record);
  }

  async function findNamed(scope: RecordScope, fingerprint: string): Promise<string | undefined> {
    const item = await store.find(scope, uniqueKind, fingerprint);
    return item === undefined ? undefined : uniqueItem.parse(item).reviewId;
  }

  /** One legal transition, with what it writes; undefined when the review is in no status it may come from. */
  async function move(
    scope: RecordScope,
    id: string,
    to: keyof typeof comesFrom,
    values: Item,
    also?: { readonly condition: string; readonly values: Item },
  ) {
    const { change, condition, bound } = transition(to, values);
    const all = also === undefined ? condition : `${condition} AND ${also.condition}`;
    const record = await store.update(scope, kind, id, change, all, { ...bound, ...also?.values });
    return record === undefined ? undefined : environmentReview.parse(record);
  }

  /** Makes this attempt the owner of a draft; undefined when it is no draft (any more). */
  async function takeOver(scope: RecordScope, id: string, { operationRunId, by }: WantedReview) {
    if (by === undefined) return find(scope, id);
    const change = "SET #record.#operationRunId = :operationRunId, #record.#by = :by";
    const isFree =
      "(attribute_not_exists(#record.#by) OR #record.#by.#runId <> :runId OR #record.#by.#attempt <= :attempt)";
    const values = { draft: "draft", operationRunId, by, ...by };
    const write = await store.tryUpdate(scope, kind, id, change, `#record.#status = :draft AND ${isFree}`, values);
    const review = write.record === undefined ? undefined : environmentReview.parse(write.record);
    if (!write.isWritten && review?.by?.runId === by.runId && review.by.attempt > by.attempt) {
      throw new Fenced(`review ${id}`);
    }
    return write.isWritten ? review : undefined;
  }

  /** Takes the right to be the review of this fingerprint, if nothing or only a left review stands there. */
  async function takeUnique(scope: RecordScope, fingerprint: string, reviewId: string, left: string | undefined) {
    const condition = left === undefined ? isAbsent : "#record.#reviewId = :left";
    return store.put(scope, uniqueKind, fingerprint, { reviewId }, condition, { left });
  }

  async function create(scope: RecordScope, id: string, wanted: WantedReview) {
    const review = environmentReview.parse({ id, ...wanted, status: "draft", createdAt: clock.now().toISOString() });
    return (await store.put(scope, kind, id, review, isAbsent)) ? review : undefined;
  }

  return {
    find,

    /** The ready or published review of this fingerprint. */
    async findUsable(scope: RecordScope, fingerprint: string): Promise<UsableReview | undefined> {
      const named = await findNamed(scope, fingerprint);
      return usableOf(named === undefined ? undefined : await find(scope, named));
    },

    /**
     * The one mutable review of a fingerprint as a draft, or the usable one that stands in its place.
     *
     * The writer that takes the uniqueness item names the review before it exists; when that writer stopped there,
     * the next one creates the very review that was named. So no order of crashes leaves two mutable
     * reviews, or a fingerprint that can no longer be reviewed. Throws when others keep winning.
     */
    async openDraft(scope: RecordScope, wanted: WantedReview): Promise<OpenedDraft> {
      const { fingerprint, operationRunId, by } = wanted;
      for (let round = 0; round < roundsMax; round++) {
        const named = await findNamed(scope, fingerprint);
        const present = named === undefined ? undefined : await find(scope, named);
        const isLeft = present !== undefined && standing[present.status] === "left";
        if (named === undefined || isLeft) {
          const candidate = ids.next(clock.now());
          if (await takeUnique(scope, fingerprint, candidate, named)) {
            const review = await create(scope, candidate, wanted);
            if (review !== undefined) return { kind: "draft", review };
          }
          continue;
        }
        if (present === undefined) {
          const review = await create(scope, named, wanted);
          if (review !== undefined) return { kind: "draft", review };
          continue;
        }
        const usable = usableOf(present);
        if (usable !== undefined) return { kind: "usable", review: usable };
        const again =
          standing[present.status] === "draft"
            ? await takeOver(scope, present.id, wanted)
            : await move(scope, present.id, "draft", { operationRunId, ...(by && { by }) });
        if (again !== undefined) return { kind: "draft", review: again };
      }
      throw new Error(`review of ${fingerprint}: others kept changing it; deliver again`);
    },

    /** Draft to ready, with its content; undefined when the review is no draft (any more), or not of this attempt. */
    async complete(
      scope: RecordScope,
      id: string,
      content: Frozen<ReviewContent>,
      by?: Attempt,
    ): Promise<UsableReview | undefined> {
      const values = { ...reviewContent.parse(content), generatedAt: clock.now().toISOString() };
      const isOurs = by && { condition: "#record.#by = :by", values: { by } };
      return usableOf(await move(scope, id, "ready", values, isOurs));
    },

    /** The draft of an ended run is failed, so that it does not look as if it were being composed. */
    async abandonDraft(scope: RecordScope, fingerprint: string, runId: string): Promise<void> {
      const named = await findNamed(scope, fingerprint);
      if (named === undefined) return;
      await move(scope, named, "failed", {}, { condition: "#record.#operationRunId = :runId", values: { runId } });
    },

    /** Draft to failed: the next start takes it up again. */
    markFailed(scope: RecordScope, id: string) {
      return move(scope, id, "failed", {});
    },

    /** Ready to draft, to be composed anew by this run. */
    redraft(scope: RecordScope, id: string, operationRunId: string) {
      return move(scope, id, "draft", { operationRunId });
    },

    /**
     * The reviews that may speak for a fingerprint: the one its uniqueness item names, and those of it among the
     * newest reviews of the environment. Bounded, so an older one that nothing names any more is not found.
     */
    async findCandidates(scope: RecordScope, fingerprint: string): Promise<ScopedReview[]> {
      const named = await findNamed(scope, fingerprint);
      const found = new Map<string, EnvironmentReviewRecord>();
      const first = named === undefined ? undefined : await find(scope, named);
      if (first !== undefined) found.set(first.id, first);
      let after: string | undefined;
      for (let pages = 0; pages < candidatePagesMax; pages++) {
        const request = { limit: candidatePageSize, isNewestFirst: true, ...(after !== undefined && { after }) };
        const page = await store.page(scope, kind, request);
        for (const record of page.records) {
          const review = environmentReview.parse(record);
          if (review.fingerprint === fingerprint) found.set(review.id, review);
        }
        after = page.nextAfter;
        if (after === undefined) break;
      }
      return [...found.values()].map((review) => ({ ...review, ...scope }));
    },

    /** The review of this id, if it can be read and shown. */
    async findUsableById(scope: RecordScope, id: string): Promise<UsableReview | undefined> {
      return usableOf(await find(scope, id));
    },

    /** One review with the scope it was found in. */
    async findScoped(scope: RecordScope, id: string): Promise<ScopedReview | undefined> {
      const review = await find(scope, id);
      return review === undefined ? undefined : { ...review, ...scope };
    },

    /** Newest first. */
    async list(scope: RecordScope, request: PageRequest) {
      const page = await store.page(scope, kind, { ...request, isNewestFirst: true });
      return { ...page, records: page.records.map((record) => environmentReview.parse(record)) };
    },
  };
}

/** What one legal transition writes, and what it needs to find. */
export function transition(to: keyof typeof comesFrom, values: Item) {
  const from = Object.fromEntries(comesFrom[to].map((status, index) => [`from${index}`, status]));
  const set = ["status", ...Object.keys(values)].map((name) => `#record.#${name} = :${name}`);
  const statuses = Object.keys(from).map((name) => `:${name}`);
  return {
    change: `SET ${set.join(", ")}`,
    condition: `#record.#status IN (${statuses.join(", ")})`,
    bound: { status: to, ...values, ...from },
  };
}

function usableOf(review: EnvironmentReviewRecord | undefined): UsableReview | undefined {
  if (review === undefined || standing[review.status] !== "usable") return undefined;
  const { id, fingerprint, operationRunId, generatedAt, summary } = review;
  if (generatedAt === undefined || summary === undefined) return undefined;
  return { id, fingerprint, operationRunId, generatedAt, summary };
}
