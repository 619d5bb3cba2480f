import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { approvalAlertKey } from "../../shared/alerts/alert-keys.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import { createNamedRuns } from "../../shared/ledger/named-runs.ts";
import { createRunService } from "../../shared/ledger/run-service.ts";
import type { StoreTarget } from "../../shared/ledger/store.ts";
import { createWaveLog } from "../../shared/ledger/wave-log.ts";
import { readPolicyItem } from "../../shared/operations/policies/policy-item.ts";
import { startedWork, startHash } from "../../shared/operations/started-work.ts";
import { waveStartOf } from "../../shared/operations/waves/operations.wave.start.ts";
import { operationsWave } from "../../shared/operations/waves/operations.wave.ts";
import { createAlertChannels } from "../../shared/records/alert-channels.ts";
import { createAlertRules } from "../../shared/records/alert-rules.ts";
import { createAlerts } from "../../shared/records/alerts.ts";
import { createBackupSchedules } from "../../shared/records/backup-schedules.ts";
import { createBackupSets } from "../../shared/records/backup-sets.ts";
import { createBaselineProfiles } from "../../shared/records/baseline-profiles.ts";
import { createBulkActions } from "../../shared/records/bulk-actions.ts";
import { createDriftFindings } from "../../shared/records/drift-findings.ts";
import { createEnvironmentProofs } from "../../shared/records/environment-proofs.ts";
import { createOccurrences } from "../../shared/records/occurrences.ts";
import { createPersonSettings } from "../../shared/records/person-settings.ts";
import { createPolicies } from "../../shared/records/policies.ts";
import { createPolicyExports } from "../../shared/records/policy-exports.ts";
import { createPromises } from "../../shared/records/promises.ts";
import { createRestoreRuns } from "../../shared/records/restore-runs.ts";
import { createReviewPacks } from "../../shared/records/review-packs.ts";
import { createSavedViews } from "../../shared/records/saved-views.ts";
import { createSchedules, type Schedule } from "../../shared/records/schedules.ts";
import type { Run } from "../../shared/run/run.ts";
import { waveCountsOf } from "../../shared/run/wave.ts";
import { waveEndOf } from "../../shared/run/wave-end.ts";
import { aSchedule } from "../schedules/slot-world.ts";
import { testIds } from "../support/ids.ts";

type Target = StoreTarget & { readonly clock: Clock };
interface Scope {
  readonly workspaceId: string;
  readonly environmentId: string;
}

const collection = "deviceConfigurations";

/** Stores a policy with two versions and the preview of a restore of the first one. */
export async function storePoliciesAndPreview(target: Target, scope: Scope): Promise<void> {
  const policies = createPolicies(target);
  const versions = [false, true].flatMap((cameraBlocked) => {
    const read = readPolicyItem(collection, { id: "policy", displayName: "Policy", cameraBlocked });
    return read.ok ? [read.policy] : [];
  });
  for (const [at, policy] of versions.entries()) {
    const source = { runId: `sync-${at}`, n: at + 1, providerConnectionId: "default" };
    await policies.upsertPage(scope, [policy], { ...source, page: 0, partStartsAtPage: 0, swept: [] });
  }
  const contentHash = versions[0]?.contentHash ?? "";
  const restores = createRestoreRuns(target);
  const by = { runId: "restore", attempt: 1 };
  const opened = { id: "restore", backupSetId: "set", providerConnectionId: "default", requestedByUserId: "manager" };
  await restores.open(scope, { ...opened, by, isDryRun: true, requestedItems: "all", incompleteCollections: [] });
  await restores.addItems(scope, "restore", [{ itemId: "policy", collection, displayName: "Policy", contentHash }]);
  await restores.recordPreview(scope, "restore", "policy", { change: "create", currentHash: "absent" }, by);
}

/** Stores a baseline profile with a finding whose value a person may accept, and one whose value was accepted. */
export async function storeFindings(target: Target, scope: Scope): Promise<void> {
  const id = `profile-${scope.environmentId}`;
  const profile = { id, name: "Profile", sourceEnvironmentId: scope.environmentId, createdByUserId: "manager" };
  const item = { pk: `WS#${scope.workspaceId}`, sk: `BESIDE#${id}` };
  await createBaselineProfiles(target).write(scope, { ...profile, selection: "all" }, () => ({ item }));
  const findings = createDriftFindings(target);
  const at = target.clock.now().toISOString();
  const common = { baselineProfileId: id, policyKey: "deviceConfigurations:policy", policyId: "policy" };
  const seen = { firstSeenAt: at, lastSeenAt: at, operationRunId: "compare", n: 1 };
  const value = { path: "cameraBlocked", kind: "changed", expected: "true", actual: "false", actualHash: "hash" };
  const finding = { ...common, displayName: "Policy", ...value, ...seen };
  await findings.put(scope, undefined, { ...finding, id: "finding-open", status: "open" });
  const until = new Date(target.clock.now().getTime() + 86_400_000).toISOString();
  const by = { decisionId: "0000000001", byUserId: "manager", reason: "Agreed with the customer", until, at };
  const acceptance = { ...by, actualHash: "hash" };
  await findings.put(scope, undefined, { ...finding, id: "finding-accepted", status: "accepted", acceptance });
}

/** Stores a backup schedule, a set, an export and a review pack whose files may be downloaded. */
export async function storeBackupsAndPack(target: Target, scope: Scope): Promise<void> {
  const item = { pk: `WS#${scope.workspaceId}`, sk: `BESIDE#backups-${scope.environmentId}` };
  const schedule = { id: "daily", name: "Daily", isEnabled: true, keepLast: 7, isArchived: false };
  await createBackupSchedules(target).write(scope, { ...schedule, createdByUserId: "manager" }, () => ({ item }));
  await createBackupSets(target).begin(scope, { id: "set", name: "Set", by: { runId: "set", attempt: 1 }, n: 1 });

  const now = target.clock.now();
  const expiresAt = new Date(now.getTime() + 86_400_000).toISOString();
  const sha256 = "ab".repeat(32);
  await createPolicyExports(target).add(scope, {
    ...{ id: "export", operationRunId: "export", form: "as_read", fingerprint: "f", initiatedByUserId: "manager" },
    ...{
      by: { runId: "export", attempt: 1 },
      key: `exports/${scope.workspaceId}/${scope.environmentId}/${sha256}.zip`,
    },
    ...{ sha256, bytes: 1000, policyCount: 5, missingCount: 0, maskedCount: 0 },
    ...{ createdAt: now.toISOString(), expiresAt },
  });

  const packs = createReviewPacks(target);
  const by = { runId: "pack", attempt: 1 };
  const pack = { id: "pack", operationRunId: "pack", environmentReviewId: "review", fingerprint: "f" };
  const options = { include: [], locale: "en" as const, pii: false };
  await packs.open(scope, { ...pack, options, initiatedByUserId: "manager", by });
  const key = `packs/${scope.workspaceId}/${scope.environmentId}/${sha256}.zip`;
  await packs.complete(scope, "pack", by, {
    ...{ key, sha256, bytes: 1000, fileCount: 5, signature: "c2ln", keyId: "key", keyFingerprint: "f" },
    generatedAt: now.toISOString(),
    expiresAt,
  });
}

/** Stores a view of the hub that an owner saved, and the owner's settings. */
export async function storeViewAndSettings(target: Target, workspaceId: string) {
  const by = { id: "owner", name: "Owner" };
  const view = { id: `view-${workspaceId}`, name: "Failed", filters: { tab: "failed" }, by };
  const item = { pk: `WS#${workspaceId}`, sk: `BESIDE#${view.id}` };
  const changing = { isVisible: () => true, mayChange: () => true, beside: () => ({ item }) };
  await createSavedViews(target).write(workspaceId, { ...view, at: target.clock.now().toISOString() }, changing);
  await createPersonSettings(target).write("owner", { locale: "de", theme: "dark", density: null });
}

/** The id of a stored schedule of this name, in the alphabet of ids. */
const scheduleIdOf = (prefix: string, name: string) =>
  `${prefix}${name
    .replaceAll(/[^a-hjkmnp-tv-z]/g, "")
    .toUpperCase()
    .padEnd(16, "0")}`;

/** Stores a schedule with a slot that was missed. */
export const storeSchedule = (target: Target, { workspaceId, environmentId }: Scope): Promise<string> =>
  storeMissed(target, { id: scheduleIdOf("01SCHED000", environmentId), workspaceId, environmentId });

/** Stores a schedule that starts a wave over a selection which names this environment, with a slot that was missed. */
export function storeWaveSchedule(target: Target, { workspaceId, environmentId }: Scope): Promise<string> {
  const stop = { failuresMax: 0, failedPercentMax: 0 };
  const wave = { targets: { environmentIds: [environmentId] }, canary: 0, concurrency: 1, stop };
  return storeMissed(target, {
    id: scheduleIdOf("01SCHEDWAV", environmentId),
    ...{ workspaceId, environmentId: null, wave },
  });
}

async function storeMissed(target: Target, of: Pick<Schedule, "id" | "workspaceId" | "environmentId" | "wave">) {
  const schedule = {
    ...aSchedule({ ...of, ownerId: "owner", ownerName: "owner" }),
    paused: { at: "2026-03-02T09:00:00.000Z", by: "owner", note: "Known outage" },
  };
  const part = createSchedules(target).createPart(schedule, undefined);
  if ("item" in part) await target.client.send(new PutCommand({ TableName: target.tableName, Item: part.item }));
  const slot = "2026-03-01T01:00:00.000Z";
  const entry = { slot, to: slot, n: 1, verdict: "missed" } as const;
  await createOccurrences({ ...target, tzdata: "test" }).settle(schedule, entry, target.clock.now());
  return of.id;
}

/**
 * Stores a wave that has ended: its only target was not started. A dry one also left its source out; only the other one
 * can be repeated here. Returns its id.
 */
export async function storeWave(
  target: Target,
  { workspaceId, environmentId }: Scope,
  kind: "dry" | "repeatable" = "dry",
): Promise<string> {
  const isDry = kind === "dry";
  const seed = isDry ? 4711 : 4721;
  const runService = createRunService({ ...target, ids: testIds(seed) });
  const rules = { canary: 1, concurrency: 1, stop: { failuresMax: 0, failedPercentMax: 0 } };
  const promotion = { sourceEnvironmentId: "source", policyIds: ["policy"], dryRun: true };
  const leftOut = [{ environmentId: "source", code: "is_source" as const }];
  const work = isDry ? { type: "promotion.execute", input: promotion, leftOut } : { type: "policy.sync", input: {} };
  const start = waveStartOf({ ...work, environmentIds: [environmentId], ...rules });
  const scope = { workspaceId, environmentId: null };
  const started = startedWork(operationsWave, scope, start, "");
  const identityHash = startHash(operationsWave, scope, start.identity);
  const initiator = { id: "owner", name: "Owner" };
  const request = { type: operationsWave.type, ...scope, ...started, identityHash, initiator, firstDueSeconds: 120 };
  const ensured = await runService.ensure(request);
  if (ensured.kind !== "created") throw new Error(`the wave was ${ensured.kind}`);
  const runId = testIds(seed + 1).next(target.clock.now());
  await createWaveLog(target).take(ensured.run.id, 0, { targets: [{ environmentId, runId }] });
  await createNamedRuns(target).close(runId, "refused", target.clock.now());
  const counts = waveCountsOf([{ state: "not_started" }], { total: 1, leftOut: isDry ? 1 : 0 }, false);
  await runService.finish(ensured.run, { ...waveEndOf(counts, undefined), source: "operator" }, "observed");
  return ensured.run.id;
}

/** Stores a bulk action of an owner on one run that was not carried out yet. */
export async function storeBulkAction(target: Target, { id: runId, type, workspaceId, environmentId }: Run) {
  const id = `bulk-${workspaceId}`;
  const by = { id: "owner", name: "Owner" };
  const header = { id, action: "acknowledge", note: "Known outage", by, total: 1 } as const;
  const createdAt = target.clock.now().toISOString();
  await createBulkActions(target).create(workspaceId, { ...header, createdAt }, [{ runId, type, environmentId }]);
}

/** Stores a promise with an exception, and a proof. */
export async function storePromise(
  target: Target,
  { workspaceId, environmentId }: Scope,
  id = `promise-${environmentId}`,
): Promise<string> {
  const changed = { changedBy: { id: "owner", name: "Owner" }, changedAt: target.clock.now().toISOString() };
  const item = { pk: `WS#${workspaceId}`, sk: `BESIDE#${id}` };
  const beside = () => ({ item });
  const promises = createPromises(target);
  const fields = { name: id, proof: "backup", withinSeconds: 60, environments: [environmentId] } as const;
  const given = {
    ...fields,
    environments: [environmentId],
    effectiveFrom: "2026-01-01T00:00:00.000Z",
    ownerId: "owner",
  };
  await promises.create(workspaceId, id, { ...given, ...changed }, beside);
  const exception = {
    promiseId: id,
    environmentId,
    until: "2026-01-02T00:00:00.000Z",
    ownerId: "owner",
    reason: "Moves",
  };
  await promises.except(workspaceId, { ...exception, ...changed }, beside);
  const proof = { runId: "run", asOf: "2026-01-01T00:00:00.000Z" };
  await createEnvironmentProofs(target).record(workspaceId, environmentId, "backup", proof);
  return id;
}

/** Ids of the stored alert, rule and channel. */
export interface StoredAlerts {
  readonly alert: string;
  readonly rule: string;
  readonly channel: string;
}

/** Stores an open alert with its rule and channel. */
export async function storeAlerts(target: Target, { workspaceId, environmentId }: Scope): Promise<StoredAlerts> {
  const now = target.clock.now();
  const changed = { changedBy: { id: "owner", name: "Owner" }, changedAt: now.toISOString() };
  const beside = () => ({ item: { pk: `WS#${workspaceId}`, sk: `BESIDE#alert-${environmentId}` } });
  const suffix = environmentId
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, "")
    .padStart(20, "X")
    .slice(-20);
  const [rule, channel] = [`01RULE${suffix}`, `01CHAN${suffix}`];
  const secretName = `runtruth/test/${workspaceId}/_channels/tickets`;
  const asWebhook = { kind: "webhook", url: "https://hooks.example.org/x", secretName, locale: "en" } as const;
  await createAlertChannels(target).create(workspaceId, channel, { name: channel, ...asWebhook, ...changed }, beside);
  const asked = { causes: ["failed" as const], environments: [environmentId], afterSeconds: 0, channelIds: [channel] };
  await createAlertRules(target).create(workspaceId, rule, { name: rule, ...asked, ...changed }, beside);
  const alert = `run:${environmentId}:policy.sync:correlation`;
  const about = { type: "policy.sync", externalReference: `TICKET-${environmentId}` };
  const facts = { cause: "failed", since: now.toISOString(), environmentId, ...about } as const;
  await createAlerts(target).openNew(workspaceId, alert, { facts, channelIds: [channel] }, now);
  return { alert, rule, channel };
}

/** Stores the open alert of a plan that waits for a decision. Returns its key. */
export async function storeApprovalAlert(target: Target, scope: Scope, planId: string): Promise<string> {
  const { workspaceId, environmentId } = scope;
  const now = target.clock.now();
  const about = { type: "backup_set.delete", planId };
  const facts = { cause: "approval_waiting", since: now.toISOString(), environmentId, ...about } as const;
  const key = approvalAlertKey(planId);
  await createAlerts(target).openNew(workspaceId, key, { facts, channelIds: [] }, now);
  return key;
}
