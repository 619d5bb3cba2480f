import { plusSeconds } from "../../foundation/clock.ts";
import { defineOperation, type StartRequest } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { noInput } from "../no-input.ts";
import { selectionHashOf } from "../provider/connection-choice.ts";
import { type Tickets, takeTicket } from "../take-ticket.ts";
import {
  type CollectionRead,
  type Completeness,
  deriveCompleteness,
  type EvidenceEntry,
  evidenceFingerprint,
} from "./evidence.ts";

type Scope = StartRequest<unknown>["scope"];

/** A snapshot as it is made; nothing in it ever changes. */
export interface NewSnapshot {
  /** The id of the run that made it, so that a repeated attempt meets its own snapshot. */
  readonly id: string;
  /** The ticket of the attempt that made it: which of two snapshots is the later one. */
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

/** What a snapshot is known by once it is stored. */
export type StoredSnapshot = Pick<
  NewSnapshot,
  "id" | "fingerprint" | "generatedAt" | "expiresAt" | "summary" | "completeness"
> & { readonly n?: number | undefined };

interface HandleNeeds {
  readonly policies: {
    /** Every policy that is not removed, and how their collections were read, both of one moment. */
    readCurrent(
      scope: Scope,
    ): Promise<{ readonly policies: readonly EvidenceEntry[]; readonly collections: readonly CollectionRead[] }>;
  };
  readonly evidence: {
    /** The environment's one active snapshot, unless it has expired. */
    findActive(scope: Scope): Promise<StoredSnapshot | undefined>;
    /** Stores the snapshot, or answers the one that an earlier attempt of the same run stored. */
    create(scope: Scope, snapshot: NewSnapshot, entries: readonly EvidenceEntry[]): Promise<StoredSnapshot>;
    /** Makes it the active one, unless a later one is. */
    activate(scope: Scope, snapshot: { readonly id: string; readonly n?: number | undefined }): Promise<void>;
  };
  readonly tickets: Tickets;
  readonly usable: {
    /** Points at the newest usable record of a kind; proof of a run's end is read there. */
    point(
      scope: Scope,
      kind: "evidence-snapshots",
      correlationHash: string | undefined,
      to: UsableRecord,
    ): Promise<void>;
  };
  readonly clock: { now(): Date };
}

interface SettleNeeds {
  /** A snapshot that is stored and not active becomes a superseded one. */
  readonly evidence: { abandon(scope: Scope, id: string): Promise<void> };
}

export interface UsableRecord {
  readonly id: string;
  readonly operationRunId: string;
  /** When the record became usable; the pointer never goes back in time. */
  readonly usableAt: string;
  readonly usableUntil?: string;
  /** The generation of the run that points. */
  readonly gen?: number | undefined;
  readonly epoch?: string | undefined;
}

/** A snapshot speaks for its environment this long, in seconds. */
export const snapshotValidSeconds = 30 * 24 * 3600;

/** Freezes what is known of an environment's policies, for reviews to be composed from. */
export const tenantEvidenceSnapshotGenerate = defineOperation({
  type: "tenant.evidence.snapshot.generate",
  family: "evidence",
  ownership: "environment",
  risk: "artifact",
  lane: "long",
  expectedDurationSeconds: 120,
  lifecycle: laneLifecycles.long,
  capability: "environment_review.manage",
  correlationKeys: ["selectionHash"],
  actionability: "artifact_or_later_success",
  provenBy: "evidence-snapshots",
  input: noInput,
  start: {
    async prepare(_request, _needs: unknown) {
      const everything = "environment";
      return {
        kind: "start",
        identity: { selection: everything },
        input: {},
        context: { selectionHash: selectionHashOf(everything) },
      };
    },

    async handle(work, { policies, evidence, usable, tickets, clock }: HandleNeeds) {
      const { scope, run } = work;
      const n = await takeTicket(work, "evidence-snapshots", tickets, { phase: "collecting_policies" });
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
    },

    // Its snapshot, if it came that far, must not wait for ever to become the active one.
    async settleRecords({ id, workspaceId, environmentId, outcome }, { evidence }: SettleNeeds) {
      if (environmentId === null || outcome === "succeeded") return;
      await evidence.abandon({ workspaceId, environmentId }, id);
    },
  },
  reconcile: "unsupported",
});

function settingsOf(entries: readonly EvidenceEntry[]): number {
  return entries.reduce((sum, entry) => sum + entry.settingCount, 0);
}
