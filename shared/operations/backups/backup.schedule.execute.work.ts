import { createHash } from "node:crypto";
import { failureSummary } from "../../run/failure-summary.ts";
import type { ReasonCode } from "../../run/reason-codes.ts";
import { type Tickets, takeAttemptTicket } from "../attempt-ticket.ts";
import type { Work, WorkResult } from "../define-operation.ts";
import type { IncomingPolicy } from "../policies/policy-item.ts";
import { type SyncDependencies, syncPolicies } from "../policies/policy-sync-work.ts";
import { type ProviderConnection, refusalOf } from "../provider/provider-access.ts";
import type { BackupItem, TakeCounts } from "./backup-content.ts";
import type { BackupScheduleInput } from "./backup-schedule.input.ts";
import { holderOfSet } from "./backup-set-name.ts";
import type { Schedules, Scope } from "./schedule-choice.ts";
import { type BackupPages, pageWriter, readBack } from "./schedule-pages.ts";

type Ended = Extract<WorkResult, { kind: "ended" }>;
interface StoredSet {
  readonly id: string;
  readonly operationRunId: string;
  readonly status: string;
  readonly itemCount: number;
  readonly counts?: TakeCounts | undefined;
  readonly completedAt?: string | undefined;
}

interface HandleDependencies extends Pick<SyncDependencies, "provider" | "clock"> {
  readonly connections: { findDefault(scope: Scope): Promise<ProviderConnection | undefined> };
  readonly backupSchedules: Schedules;
  readonly backupPages: BackupPages;
  readonly bodyHolds: { hold(scope: Scope, contentHashes: readonly string[], holder: string): Promise<void> };
  readonly policies: {
    keepFor(
      scope: Scope,
      content: { readonly policyId: string; readonly contentHash: string; readonly body: Uint8Array },
      keptFor: "backup",
    ): Promise<void>;
    findBody(scope: Scope, contentHash: string): Promise<string | undefined>;
  };
  readonly backupSets: {
    find(scope: Scope, id: string): Promise<StoredSet | undefined>;
    begin(
      scope: Scope,
      wanted: {
        readonly id: string;
        readonly name: string;
        readonly by: { readonly runId: string; readonly attempt: number };
        readonly n: number;
        readonly backupScheduleId?: string;
      },
    ): Promise<object | undefined>;
    complete(
      scope: Scope,
      id: string,
      by: { readonly runId: string; readonly attempt: number },
      taken: {
        readonly name: string;
        readonly status: "completed" | "partial" | "failed";
        readonly items: readonly BackupItem[];
        readonly counts: TakeCounts;
        readonly coverage: readonly {
          readonly collection: BackupItem["collection"];
          readonly isComplete: boolean;
          readonly failedItems: number;
          readonly readAt: string;
          readonly removalsChecked?: boolean | undefined;
        }[];
      },
    ): Promise<StoredSet | undefined>;
  };
  readonly usable: {
    point(
      scope: Scope,
      kind: string,
      correlationHash: string | undefined,
      to: {
        readonly id: string;
        readonly operationRunId: string;
        readonly usableAt: string;
        gen?: number;
        epoch?: string;
      },
    ): Promise<void>;
  };
  readonly tickets: Tickets;
}

/**
 * Reads every policy from the provider and stores it in a set of its own, which has the id of the run. The reader is that
 * of a sync; only where the pages go is different, so the backup does not depend on what was synced before.
 */
export async function handle(work: Work<BackupScheduleInput>, needs: HandleDependencies): Promise<WorkResult> {
  const { scope, run } = work;
  const by = { runId: run.id, attempt: run.attempt };
  const connection = await needs.connections.findDefault(scope);
  const refusal = refusalOf(connection);
  const schedule = await needs.backupSchedules.find(scope, work.input.backupScheduleId);
  if (connection === undefined || refusal !== undefined || schedule === undefined) {
    const message = refusal?.message ?? "The environment has no default connection, or the schedule is missing.";
    return blocked(refusal?.reasonCode ?? "provider_connection_invalid", message);
  }
  const n = await takeAttemptTicket(work, "backup-sets", needs.tickets, { phase: "asking_provider" });
  const known = await needs.backupSets.find(scope, run.id);
  // An earlier attempt may have crashed after it completed the set, and before it was named as the usable one.
  if (known?.counts !== undefined) {
    await pointAt(known);
    return endOf(known, known.counts, []);
  }
  const name = `${schedule.name} ${run.createdAt.slice(0, 16).replace("T", " ")} UTC`;
  await needs.backupSets.begin(scope, { id: run.id, name, by, n, backupScheduleId: schedule.id });

  const store = async (read: readonly IncomingPolicy[]) => {
    // First the holds, then the bodies: a purge that marked one before sees its hold and leaves it.
    const hashes = read.map(({ contentHash }) => contentHash);
    await needs.bodyHolds.hold(scope, hashes, holderOfSet(run.id));
    for (const { id, contentHash, body } of read) {
      await needs.policies.keepFor(scope, { policyId: id, contentHash, body }, "backup");
    }
  };
  const pages = pageWriter({ scope, runId: run.id, n, store }, needs.backupPages);
  const readWork = { ...work, input: { acceptEmpty: true } };
  const tickets = { take: async () => n };
  const read = await syncPolicies(readWork, connection, { ...needs, policies: pages, tickets });
  if (read.kind === "handed_over") return read;

  const { items: found, ends } = await readBack(scope, run.id, needs.backupPages);
  const takenAt = needs.clock.now().toISOString();
  const items = found.map((item): BackupItem => ({ ...item, takenAt, operationRunId: run.id, change: "created" }));
  const lost = await damagedItems(scope, items, needs);
  const whole = items.filter(({ policyId }) => !lost.has(policyId));
  const failed = (read.summaryCounts?.failed ?? 0) + lost.size;
  const counts = { total: items.length + failed - lost.size, created: whole.length, updated: 0, unchanged: 0, failed };
  const isWhole = read.outcome === "succeeded" && lost.size === 0 && items.length > 0;
  const status = isWhole ? "completed" : whole.length > 0 ? "partial" : "failed";
  const coverage = ends.map((end) => ({ ...end, readAt: takenAt }));
  const set = await needs.backupSets.complete(scope, run.id, by, { name, status, items: whole, counts, coverage });
  if (set === undefined) return blocked("backup.taken_by_later_run", "Another run owns the set.");
  await pointAt(set);
  return endOf(set, counts, read.failures ?? [], read);

  async function pointAt({ id, status, completedAt }: StoredSet): Promise<void> {
    if (status !== "completed") return;
    const { gen, epoch } = run;
    const order = { ...(gen !== undefined && { gen }), ...(epoch !== undefined && { epoch }) };
    const to = { id, operationRunId: run.id, usableAt: completedAt ?? run.createdAt, ...order };
    await needs.usable.point(scope, "backup-sets", run.correlationHash, to);
  }
}

/** The policies whose stored body is missing or has another content than the item states. */
async function damagedItems(
  scope: Scope,
  items: readonly BackupItem[],
  { policies }: HandleDependencies,
): Promise<ReadonlySet<string>> {
  const lost = new Set<string>();
  for (const { policyId, contentHash } of items) {
    const text = await policies.findBody(scope, contentHash);
    const hash = text === undefined ? undefined : createHash("sha256").update(text).digest("hex");
    if (hash !== contentHash) lost.add(policyId);
  }
  return lost;
}

/** The end of the run, derived from the stored set and, in the attempt that read, from what the reader reported. */
function endOf(set: StoredSet, counts: TakeCounts, failures: Ended["failures"] = [], read?: Ended): WorkResult {
  const summaryCounts = { ...counts, processed: counts.total, items: set.itemCount };
  const related = { type: "backup_set", id: set.id };
  if (set.status === "completed") return { kind: "ended", outcome: "succeeded", summaryCounts, related };
  const missing = { code: "backup.items_failed", message: "Some policies were not backed up." };
  const reasonCode: ReasonCode = read?.reasonCode ?? "backup.source_incomplete";
  const outcome = set.status === "partial" ? "partially_succeeded" : read?.outcome === "blocked" ? "blocked" : "failed";
  return {
    kind: "ended",
    outcome,
    reasonCode,
    summaryCounts,
    failures: failureSummary([...failures, missing]),
    related,
  };
}

function blocked(reasonCode: ReasonCode, message: string): WorkResult {
  return { kind: "ended", outcome: "blocked", reasonCode, failures: [{ code: reasonCode, message }] };
}
