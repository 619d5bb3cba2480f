import * as z from "zod";
import { failureSummary } from "../../run/failure-summary.ts";
import type { ReasonCode } from "../../run/reason-codes.ts";
import type { Failure, Run } from "../../run/run.ts";
import { defineOperation, type StartRequest, type WorkResult } from "../define-operation.ts";
import type { CollectionRead, EvidenceEntry } from "../evidence/evidence.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { policyIdsInput, selectionOf } from "../policies/policy-selection.ts";
import { requiredRecord } from "../required-record.ts";
import { type Tickets, takeTicket } from "../take-ticket.ts";
import {
  type BackupCoverage,
  type BackupItem,
  coverageOf,
  gapsOf,
  mergeItems,
  type TakeCounts,
} from "./backup-content.ts";

type Scope = StartRequest<unknown>["scope"];

interface PrepareNeeds {
  readonly backupSets: {
    find(scope: Scope, id: string): Promise<{ readonly id: string; readonly name: string } | undefined>;
  };
}

/** What is known of a set: `counts` and `coverage` once a taking has completed it. */
interface StoredSet {
  readonly id: string;
  readonly name: string;
  readonly status: "running" | "completed" | "partial" | "failed";
  readonly itemCount: number;
  readonly operationRunId: string;
  readonly counts?: TakeCounts | undefined;
  readonly coverage?: readonly BackupCoverage[] | undefined;
}
type Attempt = { readonly runId: string; readonly attempt: number };

interface HandleNeeds {
  readonly policies: {
    /** Every policy that is not removed, and how their collections were read, both of one moment. */
    readCurrent(
      scope: Scope,
    ): Promise<{ readonly policies: readonly EvidenceEntry[]; readonly collections: readonly CollectionRead[] }>;
  };
  readonly backupSets: {
    find(scope: Scope, id: string): Promise<StoredSet | undefined>;
    listItems(scope: Scope, id: string): Promise<readonly BackupItem[]>;
    /** Notes that this attempt takes the set, whose content stays; undefined when a later run has it. */
    begin(
      scope: Scope,
      wanted: { readonly id: string; readonly name: string; readonly by: Attempt; readonly n: number },
    ): Promise<object | undefined>;
    /** Puts the new content in place at once; undefined when a later run has the set. */
    complete(
      scope: Scope,
      id: string,
      by: Attempt,
      taken: {
        readonly name: string;
        readonly status: "completed" | "partial" | "failed";
        readonly items: readonly BackupItem[];
        readonly counts: TakeCounts;
        readonly coverage: readonly BackupCoverage[];
      },
    ): Promise<StoredSet | undefined>;
    /** Leaves the set as it was; no attempt of the run can take it any more. */
    release(scope: Scope, id: string, runId: string): Promise<void>;
  };
  readonly tickets: Tickets;
  readonly clock: { now(): Date };
}
type SettleNeeds = { readonly backupSets: Pick<HandleNeeds["backupSets"], "release"> };

/** Takes the synced policies of an environment, as they are now, into a backup set. */
export const backupSetUpdate = defineOperation({
  type: "backup_set.update",
  family: "backups",
  ownership: "environment",
  risk: "artifact",
  lane: "long",
  expectedDurationSeconds: 120,
  lifecycle: laneLifecycles.long,
  capability: "tenant.backups.manage",
  correlationKeys: ["backupSetId"],
  actionability: "artifact_or_later_success",
  provenBy: "nothing",
  input: z.strictObject({
    backupSetId: z.string().min(1).max(64).optional(),
    name: z.string().trim().min(1).max(80).optional(),
    policyIds: policyIdsInput,
  }),
  start: {
    async prepare({ input, scope }, { backupSets }: PrepareNeeds) {
      const { backupSetId: named, name, policyIds } = input;
      if (named !== undefined && (await backupSets.find(scope, named)) === undefined) {
        const message = "The environment has no backup set with this id; leave it out to make a new one.";
        return { kind: "refuse", errors: [{ path: "backupSetId", message }] };
      }
      // A new set has the id of its run, which is no part of the identity: asking twice for it is asking once.
      const selection = selectionOf(policyIds);
      return {
        kind: "start",
        identity: { backupSetId: named ?? "new", name: name ?? null, selection },
        ...(named === undefined ? { makes: "backupSetId" } : { line: { backupSetId: named } }),
        input: {
          ...(named !== undefined && { backupSetId: named }),
          ...(name !== undefined && { name }),
          ...(selection !== "all" && { policyIds: selection }),
        },
        context: named === undefined ? {} : { backupSetId: named },
      };
    },

    requires: ({ backupSetId }) => [requiredRecord("backup-sets", backupSetId)],

    async handle(work, { policies, backupSets, tickets, clock }: HandleNeeds) {
      const { scope, run, input } = work;
      const { backupSetId, policyIds } = input;
      if (backupSetId === undefined) throw new Error("backup_set.update: the stored input names no set");
      const by = { runId: run.id, attempt: run.attempt };
      const n = await takeTicket(work, "backup-sets", tickets, { phase: "collecting_policies" });

      const known = await backupSets.find(scope, backupSetId);
      // An earlier attempt may have completed the set and no more.
      if (known?.operationRunId === run.id && known.counts !== undefined) return endOf(known, known.counts);
      const { policies: current, collections } = await policies.readCurrent(scope);
      if (current.length === 0) {
        return blocked("backup.no_synced_policies", "No policies have been synced here; run a policy sync first.");
      }
      const name = input.name ?? known?.name ?? nameOf(run.createdAt);
      if ((await backupSets.begin(scope, { id: backupSetId, name, by, n })) === undefined) return takenByLater;

      const before = await backupSets.listItems(scope, backupSetId);
      const taking = { operationRunId: run.id, takenAt: clock.now().toISOString() };
      const { items, counts } = mergeItems(before, current, policyIds, taking);
      const coverage = coverageOf(
        collections,
        policyIds && current.filter(({ policyId }) => policyIds.includes(policyId)),
      );
      const isTaken = counts.failed < counts.total;
      if (!isTaken && before.length > 0) {
        // Nothing that was asked for is there: the set stays what it was.
        await backupSets.release(scope, backupSetId, run.id);
        return endOf({ id: backupSetId, itemCount: before.length, coverage }, counts);
      }
      await work.report({ processed: counts.total, total: counts.total });
      const isWhole = counts.failed === 0 && gapsOf(coverage).length === 0;
      const status = isWhole ? "completed" : isTaken ? "partial" : "failed";
      const set = await backupSets.complete(scope, backupSetId, by, { name, status, items, counts, coverage });
      return set === undefined ? takenByLater : endOf(set, counts);
    },

    settleRecords: releaseBackupSet,
  },
  reconcile: "unsupported",
});

/** A set whose taking ended without a success is what it was before; a new one that never held anything has failed. */
async function releaseBackupSet(run: Run, { backupSets }: SettleNeeds): Promise<void> {
  const { environmentId, workspaceId, context } = run;
  const { backupSetId } = context;
  if (environmentId === null || typeof backupSetId !== "string" || run.outcome === "succeeded") return;
  await backupSets.release({ workspaceId, environmentId }, backupSetId, run.id);
}

/** How the run ends, from what is stored of the set: the same for every attempt. */
function endOf(set: Pick<StoredSet, "id" | "itemCount" | "coverage">, counts: TakeCounts): WorkResult {
  const { total, failed } = counts;
  const summaryCounts = { ...counts, processed: total, items: set.itemCount };
  const related = { type: "backup_set", id: set.id };
  const gaps = gapsOf(set.coverage ?? []);
  if (failed === 0 && gaps.length === 0) return { kind: "ended", outcome: "succeeded", summaryCounts, related };

  const missing: Failure = {
    code: "backup.policy_missing",
    message: "A requested policy is not among the synced policies.",
    count: failed,
  };
  const failures = failureSummary([...(failed > 0 ? [missing] : []), ...gaps]);
  const reasonCode: ReasonCode = failed > 0 ? "backup.items_failed" : "backup.source_incomplete";
  const outcome = failed < total ? "partially_succeeded" : "failed";
  return { kind: "ended", outcome, reasonCode, summaryCounts, failures, related };
}

/** The default name of a set: the time of the request, to the minute. */
function nameOf(createdAt: string): string {
  return `Backup ${createdAt.slice(0, 16).replace("T", " ")} UTC`;
}

function blocked(reasonCode: "backup.no_synced_policies" | "backup.taken_by_later_run", message: string): WorkResult {
  return { kind: "ended", outcome: "blocked", reasonCode, failures: [{ code: reasonCode, message }] };
}

const takenByLater = blocked(
  "backup.taken_by_later_run",
  "A later run has begun to take this set; it speaks for it now.",
);
