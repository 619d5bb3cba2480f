import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { attemptOf } from "./attempt-tickets.ts";
import { createRecordStore, isAbsent, type PageRequest, type RecordScope } from "./record-store.ts";

const storedStatuses = ["generating", "ready", "failed"] as const;
export type PackStatus = (typeof storedStatuses)[number] | "expired";

const packFile = z.object({
  /** Where the file is stored. A link to it is issued on request and never stored. */
  key: z.string(),
  sha256: z.string(),
  bytes: z.number().int(),
  fileCount: z.number().int(),
  /** Base64. */
  signature: z.string(),
  keyId: z.string(),
  keyFingerprint: z.string(),
  generatedAt: z.string(),
  expiresAt: z.string(),
});
type PackFile = z.infer<typeof packFile>;

const opened = z.object({
  /** The id of the run that generates it. */
  id: z.string(),
  operationRunId: z.string(),
  environmentReviewId: z.string(),
  fingerprint: z.string(),
  options: z.object({ include: z.array(z.string()).readonly(), locale: z.string(), pii: z.boolean() }),
  initiatedByUserId: z.string(),
  by: attemptOf,
});
type NewPack = z.infer<typeof opened>;
type Attempt = NewPack["by"];

export const reviewPack = opened.extend({
  status: z.enum(storedStatuses),
  createdAt: z.string(),
  ...packFile.partial().shape,
});
export type StoredPack = z.infer<typeof reviewPack>;
/** A pack with its derived status: a ready one expires without a write. */
export type ReviewPackRecord = Omit<StoredPack, "status"> & { readonly status: PackStatus };
/** A pack that can be downloaded. */
export type ReadyPack = Omit<StoredPack, keyof PackFile> & PackFile;

const kind = "review-packs";
const byFingerprintKind = "review-pack-by-fingerprint";
const named = z.object({ packId: z.string(), gen: z.number().int() });
const isHeld = "#record.#status = :generating AND #record.#by.#runId = :runId AND #record.#by.#attempt <= :attempt";

/** The review packs of an environment. */
export function createReviewPacks(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);
  const now = () => target.clock.now().toISOString();
  const seen = (record: unknown): ReviewPackRecord => {
    const pack = reviewPack.parse(record);
    const isOver = pack.status === "ready" && pack.expiresAt !== undefined && pack.expiresAt <= now();
    return isOver ? { ...pack, status: "expired" } : pack;
  };

  async function find(scope: RecordScope, id: string): Promise<ReviewPackRecord | undefined> {
    const record = await store.find(scope, kind, id);
    return record === undefined ? undefined : seen(record);
  }

  async function findReadyOf(scope: RecordScope, id: string): Promise<ReadyPack | undefined> {
    const pack = await find(scope, id);
    const file = packFile.safeParse(pack);
    return pack?.status === "ready" && file.success ? { ...pack, ...file.data, status: "ready" } : undefined;
  }

  return {
    find,
    findReadyOf,

    /** The ready pack of a fingerprint, unless it has expired. */
    async findReady(scope: RecordScope, fingerprint: string): Promise<ReadyPack | undefined> {
      const pointer = await store.find(scope, byFingerprintKind, fingerprint);
      return pointer === undefined ? undefined : findReadyOf(scope, named.parse(pointer).packId);
    },

    /**
     * Opens the pack of a run, or takes it over from an earlier attempt. Returns a ready one as it is; undefined when
     * the pack has failed or a later attempt holds it.
     */
    async open(scope: RecordScope, pack: Readonly<NewPack>): Promise<StoredPack | undefined> {
      const record: StoredPack = { ...opened.parse(pack), status: "generating", createdAt: now() };
      const { runId, attempt } = pack.by;
      const values = { generating: "generating", runId, attempt };
      const write = await store.tryPut(scope, kind, pack.id, record, `${isAbsent} OR (${isHeld})`, values);
      if (write.isWritten) return record;
      const present = reviewPack.parse(write.record);
      return present.status === "ready" ? present : undefined;
    },

    /** Generating to ready. False when another attempt holds the pack, or its run has ended. */
    async complete(scope: RecordScope, id: string, { runId, attempt }: Attempt, file: PackFile): Promise<boolean> {
      const fields = packFile.parse(file);
      const set = Object.keys(fields).map((name) => `#record.#${name} = :${name}`);
      const change = `SET #record.#status = :ready, ${set.join(", ")}`;
      const values = { ...fields, ready: "ready", generating: "generating", runId, attempt };
      const write = await store.tryUpdate(scope, kind, id, change, `attribute_exists(pk) AND ${isHeld}`, values);
      return write.isWritten || reviewPack.safeParse(write.record).data?.sha256 === fields.sha256;
    },

    /** Names the pack that later starts of the same form find, unless a later run has named its own. */
    async name(scope: RecordScope, fingerprint: string, packId: string, gen: number): Promise<void> {
      await store.put(scope, byFingerprintKind, fingerprint, { packId, gen }, `${isAbsent} OR #record.#gen <= :gen`, {
        gen,
      });
    },

    /** Stores the pack that a frozen attempt of an ended run may still open, as failed. An existing one stays. */
    async bar(scope: RecordScope, pack: Readonly<Omit<NewPack, "by">>): Promise<void> {
      const by = { runId: pack.operationRunId, attempt: Number.MAX_SAFE_INTEGER };
      const record: StoredPack = { ...opened.parse({ ...pack, by }), status: "failed", createdAt: now() };
      await store.put(scope, kind, pack.id, record, isAbsent);
    },

    /** Marks the pack of an ended run as failed, unless it is ready. Idempotent. */
    async abandon(scope: RecordScope, id: string): Promise<void> {
      const values = { failed: "failed", generating: "generating" };
      await store.update(scope, kind, id, "SET #record.#status = :failed", "#record.#status = :generating", values);
    },

    /** Newest first. */
    async list(scope: RecordScope, request: PageRequest) {
      const page = await store.page(scope, kind, { ...request, isNewestFirst: true });
      return { ...page, records: page.records.map(seen) };
    },
  };
}
export type ReviewPacks = ReturnType<typeof createReviewPacks>;
