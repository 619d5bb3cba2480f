import type * as z from "zod";
import { plusSeconds } from "../../foundation/clock.ts";
import { type Tickets, takeAttemptTicket } from "../attempt-ticket.ts";
import type { StartRequest, Work, WorkResult } from "../define-operation.ts";
import type { noInput } from "../no-input.ts";
import {
  type CollectionRead,
  type Completeness,
  deriveCompleteness,
  type EvidenceEntry,
  evidenceFingerprint,
} from "./evidence.ts";

type Scope = StartRequest<unknown>["scope"];

/** A snapshot at creation; it is immutable. */
export interface NewSnapshot {
  /** The id of the run that created it, so that a redelivered attempt finds its own snapshot. */
  readonly id: string;
  /** The ticket of the attempt that created it; the greater ticket is the later snapshot. */
  readonly n: number;
  readonly operationRunId: string;
  readonly initiatedByUserId: string;
  readonly fingerprint: string;
  readonly previousFingerprint?: string;
  readonly completeness: Completeness;
  readonly collections: readonly CollectionRead[];
  readonly summary: { readonly policies: number; readonly settings: number };
  readonly generatedAt: string;
  readonly expiresAt: string;
}

/** Identifying fields of a stored snapshot. */
export type StoredSnapshot = Pick<
  NewSnapshot,
  "id" | "fingerprint" | "generatedAt" | "expiresAt" | "summary" | "completeness"
> & { readonly n?: number | undefined };

interface HandleDependencies {
  readonly policies: {
    /** A consistent read of every policy that is not removed, and how completely their collections were read. */
    readCurrent(
      scope: Scope,
    ): Promise<{ readonly policies: readonly EvidenceEntry[]; readonly collections: readonly CollectionRead[] }>;
  };
  readonly evidence: {
    /** The environment's active snapshot, unless it has expired. */
    findActive(scope: Scope): Promise<StoredSnapshot | undefined>;
    /** Stores the snapshot, or returns the one that an earlier attempt of the same run stored. */
    create(scope: Scope, snapshot: NewSnapshot, entries: readonly EvidenceEntry[]): Promise<StoredSnapshot>;
    /** Activates the snapshot, unless a later one is active. */
    activate(scope: Scope, snapshot: { readonly id: string; readonly n?: number | undefined }): Promise<void>;
  };
  readonly tickets: Tickets;
  readonly usable: {
    /** Points at the newest usable record of a kind, which proves a run's end. */
    point(
      scope: Scope,
      kind: "evidence-snapshots",
      correlationHash: string | undefined,
      to: UsableRecord,
    ): Promise<void>;
  };
  readonly clock: { now(): Date };
}

export interface UsableRecord {
  readonly id: string;
  readonly operationRunId: string;
  /** When the record became usable; the pointer never moves back in time. */
  readonly usableAt: string;
  readonly usableUntil?: string;
  /** The generation of the run that sets the pointer. */
  readonly gen?: number | undefined;
  readonly epoch?: string | undefined;
}

/** Validity of a snapshot, in seconds. */
export const snapshotValidSeconds = 30 * 24 * 3600;

/** Creates a snapshot of the stored state and activates it, unless a later one is active. */
export async function handle(
  work: Work<z.infer<typeof noInput>>,
  { policies, evidence, usable, tickets, clock }: HandleDependencies,
): Promise<WorkResult> {
  const { scope, run } = work;
  const n = await takeAttemptTicket(work, "evidence-snapshots", tickets, { phase: "collecting_policies" });
  const { policies: entries, collections } = await policies.readCurrent(scope);
  if (entries.length === 0) {
    const message = "No policies have been synced here; run a policy sync first.";
    return {
      kind: "ended",
      outcome: "blocked",
      reasonCode: "evidence.no_synced_policies",
      failures: [{ code: "evidence.no_synced_policies", message }],
    };
  }
  await work.report({ processed: 0, total: entries.length });

  const now = clock.now();
  const completeness = deriveCompleteness(collections, now);
  const fingerprint = evidenceFingerprint(scope.environmentId, entries, collections, completeness);
  const active = await evidence.findActive(scope);
  const snapshot =
    active?.fingerprint === fingerprint
      ? active
      : await evidence.create(
          scope,
          {
            id: run.id,
            n,
            operationRunId: run.id,
            initiatedByUserId: run.initiator.id,
            fingerprint,
            ...(active && { previousFingerprint: active.fingerprint }),
            completeness,
            collections,
            summary: { policies: entries.length, settings: settingsOf(entries) },
            generatedAt: now.toISOString(),
            expiresAt: plusSeconds(now, snapshotValidSeconds),
          },
          entries,
        );
  await evidence.activate(scope, snapshot);
  await usable.point(scope, "evidence-snapshots", run.correlationHash, {
    id: snapshot.id,
    operationRunId: run.id,
    usableAt: snapshot.generatedAt,
    usableUntil: snapshot.expiresAt,
    gen: run.gen,
    epoch: run.epoch,
  });
  const { policies: total, settings } = snapshot.summary;
  return {
    kind: "ended",
    outcome: "succeeded",
    summaryCounts: {
      total,
      processed: total,
      policies: total,
      settings,
      warnings: snapshot.completeness === "complete" ? 0 : 1,
    },
    related: { type: "evidence_snapshot", id: snapshot.id },
  };
}

function settingsOf(entries: readonly EvidenceEntry[]): number {
  return entries.reduce((sum, entry) => sum + entry.settingCount, 0);
}
