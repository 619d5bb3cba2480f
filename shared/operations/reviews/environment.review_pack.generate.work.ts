import { plusSeconds } from "../../foundation/clock.ts";
import type { ReasonCode } from "../../run/reason-codes.ts";
import type { Run } from "../../run/run.ts";
import type { StartRequest, Work, WorkResult } from "../define-operation.ts";
import type { UsableRecord } from "../evidence/tenant.evidence.snapshot.generate.work.ts";
import { buildPack, type PackTexts } from "./build-pack.ts";
import { checkPack } from "./check-pack.ts";
import type { ReviewPackInput } from "./environment.review_pack.generate.input.ts";
import { pemOf, sha256 } from "./pack-archive.ts";
import { documentFile, type PackFile, type PackSources, packContentOf } from "./pack-content.ts";
import { type PackOptions, packFingerprint, packOptionsOf } from "./pack-options.ts";
import { collectSources, type SourceDependencies } from "./pack-sources.ts";
import { packValidDays } from "./pack-validity.ts";

type Scope = StartRequest<unknown>["scope"];
type Attempt = { readonly runId: string; readonly attempt: number };

/** A pack while it is generated. */
export interface NewPack {
  readonly id: string;
  readonly operationRunId: string;
  readonly environmentReviewId: string;
  readonly fingerprint: string;
  readonly options: PackOptions;
  readonly initiatedByUserId: string;
  readonly by: Attempt;
}

/** What becomes known once the file is stored and verified. Never a link to it. */
export interface PackedFile {
  readonly key: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly fileCount: number;
  readonly signature: string;
  readonly keyId: string;
  readonly keyFingerprint: string;
  readonly generatedAt: string;
  readonly expiresAt: string;
}

interface HandleDependencies extends SourceDependencies {
  readonly reviewPacks: {
    /** Opens the pack of this run; undefined when it ended meanwhile. Returns a ready one of an earlier attempt. */
    open(
      scope: Scope,
      pack: NewPack,
    ): Promise<{ readonly status: string; readonly fileCount?: number | undefined } | undefined>;
    /** Generating to ready, by the attempt that holds it; false when another one does. */
    complete(scope: Scope, id: string, by: Attempt, file: PackedFile): Promise<boolean>;
    findReadyOf(scope: Scope, runId: string): Promise<(PackedFile & { readonly fileCount: number }) | undefined>;
    /** Lets later starts of the same form find this pack. */
    name(scope: Scope, fingerprint: string, id: string, gen: number): Promise<void>;
  };
  readonly artifacts: {
    put(key: string, bytes: Uint8Array, signal: AbortSignal): Promise<void>;
    get(key: string, signal: AbortSignal): Promise<Uint8Array>;
  };
  readonly signer: {
    readonly keyId: string;
    sign(message: Uint8Array): Promise<Uint8Array>;
    publicKey(): Promise<Uint8Array>;
  };
  readonly packTexts: () => Promise<PackTexts>;
  readonly usable: {
    point(scope: Scope, kind: "review-packs", correlationHash: string | undefined, to: UsableRecord): Promise<void>;
  };
  readonly clock: { now(): Date };
}

/** Larger packs are refused: they no longer fit into one download, and hardly into anybody's mail. */
const packBytesMax = 64 * 1024 * 1024;
/** Content that would not fit into the worker's memory beside its archive. */
const contentBytesMax = 256 * 1024 * 1024;

/**
 * Generates a pack whole or not at all. The stored file is read back and verified as a reader would, before the record
 * names it.
 */
export async function handle(work: Work<ReviewPackInput>, needs: HandleDependencies): Promise<WorkResult> {
  const { scope, run, input } = work;
  const { reviews, evidence, reviewPacks, signer, artifacts, usable, clock } = needs;
  const by = { runId: run.id, attempt: run.attempt };
  await work.report({ phase: "reading_evidence" });
  const options = packOptionsOf(input);
  const review = await reviews.findPackable(scope, input.environmentReviewId);
  if (review === undefined) {
    return blocked("review_pack.review_not_ready", "The review is neither ready nor published any more.");
  }
  const snapshot = await evidence.findWithEntries(scope, review.evidenceSnapshotId);
  if (snapshot === undefined) {
    return blocked("review_pack.evidence_expired", "The evidence of the review is gone or has expired.");
  }

  const fingerprint = packFingerprint(review, options);
  const opened = await reviewPacks.open(scope, {
    id: run.id,
    operationRunId: run.id,
    environmentReviewId: review.id,
    fingerprint,
    options,
    initiatedByUserId: run.initiator.id,
    by,
  });
  if (opened === undefined) return failed("review_pack.not_confirmed", "The pack of this run was ended meanwhile.");
  if (opened.status === "ready") return finished();

  const sources = await collectSources(work, { review, evidence: snapshot }, options, needs);
  if (sources === "documents_missing") {
    return blocked("review_pack.evidence_expired", "A document of the evidence is no longer stored.");
  }
  const built = await packed(sources);
  if (built === undefined || built.archive.length > packBytesMax) {
    return failed("review_pack.too_large", "The pack is larger than 64 MB. Leave out its documents.");
  }
  const { archive, signature, publicKey, fileCount } = built;
  const digest = sha256(archive);
  const key = `packs/${scope.workspaceId}/${scope.environmentId}/${digest}.zip`;
  await work.confirm({ phase: "storing_file" });
  await artifacts.put(key, archive, work.signal);
  const stored = await artifacts.get(key, work.signal);
  const { problems } = checkPack(stored, Buffer.from(pemOf(publicKey)).toString("utf8"));
  if (sha256(stored) !== digest || problems.length > 0) {
    return failed("review_pack.not_confirmed", "The stored file differs from what was written.");
  }
  const now = clock.now();
  const isOurs = await reviewPacks.complete(scope, run.id, by, {
    key,
    sha256: digest,
    bytes: archive.length,
    fileCount,
    signature: Buffer.from(signature).toString("base64"),
    keyId: signer.keyId,
    keyFingerprint: sha256(publicKey),
    generatedAt: now.toISOString(),
    expiresAt: plusSeconds(now, packValidDays * 24 * 3600),
  });
  return isOurs ? finished() : failed("review_pack.not_confirmed", "Another attempt took over the pack.");

  /** Undefined when the content is too large to be packed. */
  async function packed({ documents, ...shown }: PackSources & { readonly documents: ReadonlyMap<string, string> }) {
    const content = packContentOf(scope.workspaceId, shown, options);
    const files: PackFile[] = [...documents].map(([hash, text]) => documentFile(hash, text));
    if (files.reduce((sum, { bytes }) => sum + bytes.length, 0) > contentBytesMax) return undefined;
    return buildPack({ scope, content, documents: files, options, signer, texts: await needs.packTexts() });
  }

  /** Points to the pack, which an earlier attempt may have left undone. */
  async function finished(): Promise<WorkResult> {
    const pack = await reviewPacks.findReadyOf(scope, run.id);
    if (pack === undefined) return failed("review_pack.not_confirmed", "The pack is not stored as it was written.");
    await reviewPacks.name(scope, fingerprint, run.id, run.gen ?? 0);
    await usable.point(scope, "review-packs", run.correlationHash, usableOf(run, pack));
    return {
      kind: "ended",
      outcome: "succeeded",
      summaryCounts: { total: pack.fileCount, processed: pack.fileCount, items: pack.fileCount },
      related: { type: "review_pack", id: run.id },
    };
  }
}

const usableOf = ({ id, gen, epoch }: Run, { generatedAt, expiresAt }: PackedFile): UsableRecord => ({
  id,
  operationRunId: id,
  usableAt: generatedAt,
  usableUntil: expiresAt,
  gen,
  epoch,
});

type PackReason = Extract<ReasonCode, `review_pack.${string}`>;
const blocked = (reasonCode: PackReason, message: string) => endedBy("blocked", reasonCode, message);
const failed = (reasonCode: PackReason, message: string) => endedBy("failed", reasonCode, message);

function endedBy(outcome: "blocked" | "failed", reasonCode: PackReason, message: string): WorkResult {
  return { kind: "ended", outcome, reasonCode, failures: [{ code: reasonCode, message }] };
}
