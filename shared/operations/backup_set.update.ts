import * as z from "zod";
import { failureSummary } from "../run/failure-summary.ts";
import { type Failure, failure } from "../run/run.ts";
import { defineOperation, type StartRequest, type Work, type WorkResult } from "./define-operation.ts";
import type { EvidenceEntry } from "./evidence.ts";
import { laneLifecycles } from "./lane-lifecycles.ts";
import { policyIdsInput, selectionOf } from "./policy-selection.ts";
import { requiredRecord } from "./required-record.ts";

type Scope = StartRequest<unknown>["scope"];
type ItemChange = "created" | "updated" | "unchanged";

interface PrepareNeeds {
  readonly backupSets: {
    find(scope: Scope, id: string): Promise<{ readonly id: string; readonly name: string } | undefined>;
    newId(): string;
  };
}

interface HandleNeeds {
  readonly policies: {
    /** Every policy that is not removed, by id. */
    listCurrent(scope: Scope): Promise<readonly EvidenceEntry[]>;
  };
  readonly backupSets: {
    find(scope: Scope, id: string): Promise<{ readonly id: string; readonly name: string } | undefined>;
    /** Marks the set as being taken by this run; undefined when a younger run has it. */
    begin(
      scope: Scope,
      wanted: { readonly id: string; readonly name: string; readonly runId: string },
    ): Promise<object | undefined>;
    /** The answers are in the order of the policies, and the same when the same run takes them again. */
    takeItems(
      scope: Scope,
      setId: string,
      policies: readonly EvidenceEntry[],
      runId: string,
    ): Promise<readonly ItemChange[]>;
    complete(
      scope: Scope,
      id: string,
      runId: string,
      status: "completed" | "partial" | "failed",
    ): Promise<
      { readonly id: string; readonly itemCount: number; readonly completedAt?: string | undefined } | undefined
    >;
  };
}

const count = z.number().int().nonnegative().default(0);
/** How far taking a set is. What an item came to is known by the item itself, so counting it twice is not possible. */
const checkpointSchema = z.object({
  /** The last policy that was handled; the next one is the first with a greater id. */
  after: z.string().default(""),
  created: count,
  updated: count,
  unchanged: count,
  failed: count,
  failures: z.array(failure).default([]),
});
type Progress = z.infer<typeof checkpointSchema>;

/** Items are stored in groups of this many; between two groups the work may stop and go on elsewhere. */
const groupSize = 24;
/** A part ends once less than this is left, or a quarter of what it had, if that is less. */
const reserveMillisMax = 30_000;

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
      // A new set's id is no part of the identity: asking twice for the same new set is asking once.
      const backupSetId = named ?? backupSets.newId();
      const selection = selectionOf(policyIds);
      return {
        kind: "start",
        identity: { backupSetId: named ?? "new", name: name ?? null, selection },
        input: {
          backupSetId,
          ...(name !== undefined && { name }),
          ...(selection !== "all" && { policyIds: selection }),
        },
        context: { backupSetId },
      };
    },

    requires: ({ backupSetId }) => [requiredRecord("backup-sets", backupSetId)],

    async handle(work, needs: HandleNeeds) {
      const { scope, run, input } = work;
      const { backupSetId } = input;
      if (backupSetId === undefined) throw new Error("backup_set.update: the stored input names no set");
      await work.report({ phase: "collecting_policies" });
      const current = await needs.policies.listCurrent(scope);
      if (current.length === 0) {
        return blocked("backup.no_synced_policies", "No policies have been synced here; run a policy sync first.");
      }
      const name = input.name ?? (await needs.backupSets.find(scope, backupSetId))?.name ?? nameOf(run.createdAt);
      if ((await needs.backupSets.begin(scope, { id: backupSetId, name, runId: run.id })) === undefined) {
        return blocked("backup.taken_by_later_run", "A later run has begun to take this set; it speaks for it now.");
      }
      return takeSet(work, { backupSetId, current, policyIds: input.policyIds }, needs);
    },
  },
  reconcile: "unsupported",
});

async function takeSet(
  work: Work<unknown>,
  wanted: {
    readonly backupSetId: string;
    readonly current: readonly EvidenceEntry[];
    readonly policyIds: readonly string[] | undefined;
  },
  { backupSets }: HandleNeeds,
): Promise<WorkResult> {
  const { scope, run } = work;
  const { backupSetId, current } = wanted;
  const progress = checkpointSchema.parse(run.checkpoint ?? {});
  const reserveMillis = Math.min(reserveMillisMax, work.timeLeftMillis() / 4);
  const byId = new Map(current.map((policy) => [policy.policyId, policy]));
  const ids = [...new Set(wanted.policyIds ?? byId.keys())].sort();
  const waiting = ids.filter((id) => id > progress.after);

  for (let start = 0; start < waiting.length; start += groupSize) {
    const isTimeUp = work.signal.aborted || work.timeLeftMillis() < reserveMillis;
    // At least one group a part, however short it is; otherwise the work would never end.
    if (isTimeUp && start > 0) return { kind: "handed_over", checkpoint: { ...progress, failures: toJson(progress) } };
    const group = waiting.slice(start, start + groupSize);
    const present = group.flatMap((id) => byId.get(id) ?? []);
    for (const change of await backupSets.takeItems(scope, backupSetId, present, run.id)) progress[change] += 1;
    for (const id of group) if (!byId.has(id)) missing(progress);
    progress.after = group.at(-1) ?? progress.after;
    await work.report({ processed: ids.length - waiting.length + start + group.length, total: ids.length });
  }

  const { created, updated, unchanged, failed, failures } = progress;
  const taken = created + updated + unchanged;
  const status = failed === 0 ? "completed" : taken > 0 ? "partial" : "failed";
  const set = await backupSets.complete(scope, backupSetId, run.id, status);
  if (set === undefined) {
    return blocked("backup.taken_by_later_run", "A later run has begun to take this set; it speaks for it now.");
  }
  const summaryCounts = {
    total: ids.length,
    processed: ids.length,
    items: set.itemCount,
    ...changesOf(progress),
    failed,
  };
  const related = { type: "backup_set", id: set.id };
  if (status !== "completed") {
    const outcome = status === "partial" ? "partially_succeeded" : "failed";
    return { kind: "ended", outcome, reasonCode: "backup.items_failed", summaryCounts, failures, related };
  }
  return { kind: "ended", outcome: "succeeded", summaryCounts, related };
}

function missing(progress: Progress): void {
  const message = "A policy that was asked for is not among the synced ones.";
  progress.failed += 1;
  progress.failures = failureSummary([...progress.failures, { code: "backup.policy_missing", message }]);
}

const changesOf = ({ created, updated, unchanged }: Progress) => ({ created, updated, unchanged });

function toJson({ failures }: { readonly failures: readonly Failure[] }) {
  return failures.map(({ code, message, count = 1 }) => ({ code, message, count }));
}

/** What a set is called that nobody named: when it was asked for, to the minute. */
function nameOf(createdAt: string): string {
  return `Backup ${createdAt.slice(0, 16).replace("T", " ")} UTC`;
}

function blocked(reasonCode: "backup.no_synced_policies" | "backup.taken_by_later_run", message: string): WorkResult {
  return { kind: "ended", outcome: "blocked", reasonCode, failures: [{ code: reasonCode, message }] };
}
