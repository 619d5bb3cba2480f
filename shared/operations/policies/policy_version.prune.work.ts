import type { StartRequest, Work, WorkResult } from "../define-operation.ts";
import type { PlanAdmission } from "../plans/plan-approval.ts";
import type { NewPlanItem, PlanItem, PlanItemResult, Plans } from "../plans/plan-record.ts";
import { workOnPlan } from "../plans/work-on-plan.ts";
import type { PolicyVersionPruneInput } from "./policy-version.input.ts";
import { type VersionState, versionState } from "./purge-body.ts";

type Scope = StartRequest<unknown>["scope"];
const daySeconds = 24 * 3600;
/** Changes of one plan; what is beyond them stays for the next one. */
const itemsMax = 1000;

interface HandleDependencies {
  readonly plans: Plans;
  readonly planAdmission: PlanAdmission;
  readonly versionArchive: {
    find(scope: Scope, contentHash: string): Promise<VersionState | undefined>;
    listAll(scope: Scope): Promise<readonly VersionState[]>;
    archive(scope: Scope, contentHash: string, runId: string): Promise<VersionState | undefined>;
  };
  readonly bodyHolds: { holdersOf(scope: Scope, contentHash: string): Promise<readonly string[]> };
  readonly policies: {
    find(scope: Scope, id: string): Promise<{ readonly contentHash: string } | undefined>;
  };
  readonly backupPurge: {
    contentsOfOthers(scope: Scope, except: readonly string[]): Promise<ReadonlyMap<string, string>>;
  };
  readonly clock: { now(): Date };
}

/** Plans or executes the archiving of old versions: neither the current one nor one that is held is archived. */
export function handle(work: Work<PolicyVersionPruneInput>, needs: HandleDependencies): Promise<WorkResult> {
  const { scope, run, input } = work;
  const { keepLast, olderThanDays } = input;
  const { versionArchive, clock } = needs;
  const planned = {
    type: run.type,
    subject: { keepLast, olderThanDays },
    async derive() {
      const oldest = clock.now().getTime() - olderThanDays * daySeconds * 1000;
      const old = await olderVersions(scope, keepLast, needs);
      const chosen = old.filter(({ storedAt }) => Date.parse(storedAt) <= oldest).slice(0, itemsMax);
      const others = await needs.backupPurge.contentsOfOthers(scope, []);
      const items: NewPlanItem[] = [];
      for (const version of chosen) items.push(await itemOf(version, others));
      return { name: scope.environmentId, items };
    },
    async execute(item: PlanItem): Promise<PlanItemResult> {
      const seen = await versionArchive.find(scope, item.id);
      if (seen?.archivedByRunId === run.id) return { status: "done" };
      if (seen === undefined || versionState(seen) !== item.state) return changed;
      const policy = await needs.policies.find(scope, seen.policyId);
      if (policy?.contentHash === item.id) return { status: "left", reason: "held.current" };
      const after = await versionArchive.archive(scope, item.id, run.id);
      return after?.archivedByRunId === run.id ? { status: "done" } : changed;
    },
  };
  return workOnPlan(work, planned, needs);

  async function itemOf(version: VersionState, others: ReadonlyMap<string, string>): Promise<NewPlanItem> {
    const { contentHash: id, policyId, origin, storedAt } = version;
    const record = { kind: "policies", id: policyId } as const;
    const item = { id, displayName: origin?.displayName ?? policyId, record, storedAt, state: versionState(version) };
    if (others.has(id)) return { ...item, action: "keep", reason: "held.backup" };
    const holders = await needs.bodyHolds.holdersOf(scope, id);
    return holders.length > 0 ? { ...item, action: "keep", reason: "held.kept" } : { ...item, action: "archive" };
  }
}

const changed: PlanItemResult = { status: "left", reason: "plan.changed_since" };

/**
 * The versions beyond the newest ones of each policy, in the order in which one replaced the other. A version that the
 * history no longer reaches, because its content returned later, counts as older than those it reaches.
 */
async function olderVersions(
  scope: Scope,
  keepLast: number,
  { versionArchive, policies }: Pick<HandleDependencies, "versionArchive" | "policies">,
): Promise<VersionState[]> {
  const all = await versionArchive.listAll(scope);
  const byHash = new Map(all.map((version) => [version.contentHash, version]));
  const kept = new Set<string>();
  for (const policyId of new Set(all.map((version) => version.policyId))) {
    let hash = (await policies.find(scope, policyId))?.contentHash;
    for (let count = 0; hash !== undefined && count < keepLast && !kept.has(hash); count += 1) {
      kept.add(hash);
      hash = byHash.get(hash)?.origin?.previous;
    }
  }
  return all.filter(
    ({ contentHash, archivedAt, keptFor, purgedAt }) =>
      !kept.has(contentHash) && archivedAt === undefined && keptFor === undefined && purgedAt === undefined,
  );
}
