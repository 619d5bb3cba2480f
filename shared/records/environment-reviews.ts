import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import { FencedError } from "../foundation/fenced-error.ts";
import type { Ids } from "../foundation/ids.ts";
import type { Item } from "../ledger/item.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { type Attempt, attemptOf } from "./attempt-tickets.ts";
import { collections } from "./policy-collections.ts";
import { createRecordStore, isAbsent, type PageRequest, type RecordScope } from "./record-store.ts";
import { reviewsKind, uniqueReviewsKind } from "./review-kinds.ts";

export const reviewStatuses = ["draft", "ready", "published", "archived", "superseded", "failed"] as const;
export type ReviewStatus = (typeof reviewStatuses)[number];

/** How each status affects the one mutable review of a fingerprint. */
const standing: Record<ReviewStatus, "usable" | "redraft" | "draft" | "left"> = {
  draft: "draft",
  failed: "redraft",
  ready: "usable",
  published: "usable",
  superseded: "left",
  archived: "left",
};

/** Legal status transitions; published content never changes. */
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
export const reviewContent = z.object(contentShape);
export type ReviewContent = z.infer<typeof reviewContent>;
type Frozen<Value> = Value extends readonly (infer Member)[]
  ? readonly Frozen<Member>[]
  : { readonly [Key in keyof Value]: Value[Key] extends object ? Frozen<Value[Key]> : Value[Key] };

export const environmentReview = z.object({
  id: z.string(),
  fingerprint: z.string(),
  evidenceSnapshotId: z.string(),
  operationRunId: z.string(),
  /** The attempt that created the draft or took it over; absent on reviews stored by older releases. */
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

/** A requested review, before it has content. */
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

const kind = reviewsKind;
const uniqueKind = uniqueReviewsKind;
const uniqueItem = z.object({ reviewId: z.string() });
/** Each lost round means that another writer made progress, so a few suffice. */
const roundsMax = 6;
/** Page size of the search for a fingerprint among the newest reviews. */
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

  /** One legal transition with its values; undefined when the review's status does not allow it. */
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

  /** Makes this attempt the owner of a draft; undefined when the review is no longer a draft. */
  async function takeOver(scope: RecordScope, id: string, { operationRunId, by }: WantedReview) {
    if (by === undefined) return find(scope, id);
    const change = "SET #record.#operationRunId = :operationRunId, #record.#by = :by";
    const isFree =
      "(attribute_not_exists(#record.#by) OR #record.#by.#runId <> :runId OR #record.#by.#attempt <= :attempt)";
    const values = { draft: "draft", operationRunId, by, ...by };
    const write = await store.tryUpdate(scope, kind, id, change, `#record.#status = :draft AND ${isFree}`, values);
    const review = write.record === undefined ? undefined : environmentReview.parse(write.record);
    if (!write.isWritten && review?.by?.runId === by.runId && review.by.attempt > by.attempt) {
      throw new FencedError(`review ${id}`);
    }
    return write.isWritten ? review : undefined;
  }

  /** Reserves the fingerprint for this review, if it is free or held by an abandoned review. */
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
     * The one mutable review of a fingerprint as a draft, or the usable review that replaced it. The uniqueness item
     * names a review before it exists; when its writer crashes in between, the next writer creates the review under
     * the reserved id. So no sequence of crashes leaves two mutable reviews, or a fingerprint that can no longer be
     * reviewed. Throws when concurrent writers win every round.
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

    /** Draft to ready, with its content; undefined when the review is no longer a draft of this attempt. */
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

    /** Marks the draft of an ended run as failed, so that it does not appear to be in progress. */
    async abandonDraft(scope: RecordScope, fingerprint: string, runId: string): Promise<void> {
      const named = await findNamed(scope, fingerprint);
      if (named === undefined) return;
      await move(scope, named, "failed", {}, { condition: "#record.#operationRunId = :runId", values: { runId } });
    },

    /** Draft to failed; the next start reuses it. */
    markFailed(scope: RecordScope, id: string) {
      return move(scope, id, "failed", {});
    },

    /** Ready to draft, to be composed again by this run. */
    redraft(scope: RecordScope, id: string, operationRunId: string) {
      return move(scope, id, "draft", { operationRunId });
    },

    /**
     * The reviews that may match a fingerprint: the one its uniqueness item names, and matches among the newest
     * reviews of the environment. Bounded, so an older review without a uniqueness item is not found.
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

    /** The review with this id, if it is usable. */
    async findUsableById(scope: RecordScope, id: string): Promise<UsableReview | undefined> {
      return usableOf(await find(scope, id));
    },

    /** One review with its scope. */
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

/** The update and condition of one legal transition. */
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
