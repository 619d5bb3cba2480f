import { createAccess } from "../../shared/access/access-store.ts";
import { createPeople } from "../../shared/access/people-store.ts";
import type { Send } from "../../shared/dispatch/send.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { Ids } from "../../shared/foundation/ids.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import type { StoreTarget } from "../../shared/ledger/store.ts";
import { approvalWindows } from "../../shared/operations/plans/plan-approval.ts";
import type { ProviderRates } from "../../shared/operations/provider/provider-rates.ts";
import { findOperation, type HandlerDependencies, operations } from "../../shared/operations/registry.ts";
import { createAlertChannels } from "../../shared/records/alert-channels.ts";
import { createAlerts } from "../../shared/records/alerts.ts";
import { createAttemptTickets } from "../../shared/records/attempt-tickets.ts";
import { createBackupPages } from "../../shared/records/backup-pages.ts";
import { createBackupSchedules } from "../../shared/records/backup-schedules.ts";
import { createBackupSetPurge } from "../../shared/records/backup-set-purge.ts";
import { createBackupSets } from "../../shared/records/backup-sets.ts";
import { createBaselineComparisons } from "../../shared/records/baseline-comparisons.ts";
import { createBaselineProfiles } from "../../shared/records/baseline-profiles.ts";
import { createBaselineSnapshots } from "../../shared/records/baseline-snapshots.ts";
import { createBodyHolds } from "../../shared/records/body-holds.ts";
import { createDriftFindings } from "../../shared/records/drift-findings.ts";
import { createEnvironmentReviews } from "../../shared/records/environment-reviews.ts";
import { createEvidenceSnapshots } from "../../shared/records/evidence-snapshots.ts";
import { createListings } from "../../shared/records/listings.ts";
import { createFindPackable } from "../../shared/records/packable-reviews.ts";
import { createPlanApprovals } from "../../shared/records/plan-approvals.ts";
import { createPlans } from "../../shared/records/plans.ts";
import { createPolicies } from "../../shared/records/policies.ts";
import { createPolicyAssignments } from "../../shared/records/policy-assignments.ts";
import { createPolicyBindings } from "../../shared/records/policy-bindings.ts";
import { createPolicyExports } from "../../shared/records/policy-exports.ts";
import { createPolicyVersionArchive } from "../../shared/records/policy-version-archive.ts";
import { createProviderConnections } from "../../shared/records/provider-connections.ts";
import { createProviderPaces } from "../../shared/records/provider-paces.ts";
import { createProviderWriter } from "../../shared/records/provider-writer.ts";
import { createRecordArchive } from "../../shared/records/record-archive.ts";
import type { RecordScope } from "../../shared/records/record-store.ts";
import { createReports } from "../../shared/records/reports.ts";
import { createRestoreRunPurge } from "../../shared/records/restore-run-purge.ts";
import { createRestoreRuns } from "../../shared/records/restore-runs.ts";
import { createReviewPacks } from "../../shared/records/review-packs.ts";
import { createStagedReads } from "../../shared/records/staged-reads.ts";
import { createTenantProfiles } from "../../shared/records/tenant-profiles.ts";
import { createUsablePointers } from "../../shared/records/usable-pointers.ts";
import type { LifecycleOverrides } from "../../shared/run/lifecycle.ts";
import { createWaveSteps } from "../../shared/waves/create-wave-steps.ts";
import type { FileSigner } from "../middleware/file-signer.ts";
import { lazySigner } from "../middleware/lazy-signer.ts";
import { lazyMail } from "./alerts/lazy-mail.ts";
import type { SendMail } from "./alerts/mail.ts";
import type { OutboundCall } from "./alerts/outbound-call.ts";
import { createSendAlerts } from "./alerts/send-alerts.ts";
import type { ArtifactFiles } from "./artifacts/artifact-files.ts";
import { lazyFiles } from "./artifacts/lazy-artifacts.ts";
import { createFindDenial, type FindDenial } from "./execution-legitimacy.ts";
import { createPlanAdmission } from "./plan-admission.ts";
import { createProviderClient } from "./provider/provider-client.ts";
import { systemTimer, type Timer } from "./provider/timer.ts";
import type { ReadSecret } from "./provider/tokens.ts";

interface Dependencies extends StoreTarget {
  readonly clock: Clock;
  readonly ids: Ids;
  /** The deployment name, which is part of the name of every secret. */
  readonly deployment: string;
  /** Origins a provider connection may use; no other host is ever called. */
  readonly allowedOrigins: readonly string[];
  /** What providers permit, by origin; other origins are not paced. */
  readonly rates?: ProviderRates;
  /** Reads a secret by name from Secrets Manager, without a cache. */
  readonly readSecret: ReadSecret;
  /** Where files for people are stored, and what signs them. Absent in a lane that makes no files. */
  readonly artifacts?: ArtifactFiles;
  readonly signer?: FileSigner;
  /** The address of the console for links in messages; empty without one. */
  readonly consoleUrl?: string;
  /** Sends messages to targets that people entered. Absent in a worker that sends no alerts. */
  readonly outboundCall?: OutboundCall;
  /** Sends mail. Absent in a worker that sends no alerts. */
  readonly sendMail?: SendMail;
  /** Sends the runs that a wave starts. Absent in a worker that starts none. */
  readonly send?: Send;
  /** Reports a target of a wave whose start failed unexpectedly. Absent: it ends the step. */
  readonly onTargetFailure?: (environmentId: string, error: unknown) => void;
  readonly overrides?: LifecycleOverrides;
  /** Replaces the platform timer in tests. */
  readonly timer?: Timer;
}

/**
 * The dependencies of all operation handlers, and the authorization check before each of them. A missing dependency
 * does not compile.
 */
export function createHandlerDependencies({
  deployment,
  allowedOrigins,
  rates = {},
  readSecret,
  artifacts = lazyFiles(undefined),
  signer = lazySigner(undefined),
  timer = systemTimer,
  consoleUrl = "",
  outboundCall = noOutboundCall,
  sendMail = lazyMail(""),
  send = noSend,
  overrides = {},
  onTargetFailure = rethrow,
  ...target
}: Dependencies): HandlerDependencies & { readonly findDenial: FindDenial } {
  const alertChannels = createAlertChannels(target);
  const access = createAccess(target);
  return {
    connections: createPlacedConnections(target),
    policies: createPolicies(target),
    policyExports: createPolicyExports(target),
    evidence: createEvidenceSnapshots(target),
    reviews: { ...createEnvironmentReviews(target), findPackable: createFindPackable(target) },
    backupSets: createBackupSets(target),
    restoreRuns: createRestoreRuns(target),
    plans: createPlans(target),
    planAdmission: createPlanAdmission({ access, approvals: createPlanApprovals(target, approvalWindows) }),
    archive: createRecordArchive(target),
    restorePurge: createRestoreRunPurge(target),
    reviewPacks: createReviewPacks(target),
    runs: createRunQueries(target),
    artifacts,
    signer,
    packTexts: async () => (await import("../../shared/presenter/pack/pack-texts.ts")).packTexts,
    backupPurge: createBackupSetPurge(target, createBackupSets(target)),
    bodyHolds: createBodyHolds(target),
    backupPages: createBackupPages(target),
    backupSchedules: createBackupSchedules(target),
    versionArchive: createPolicyVersionArchive(target),
    bindings: createPolicyBindings(target),
    policyAssignments: createPolicyAssignments(target),
    providerWriter: createProviderWriter(target),
    baselineProfiles: createBaselineProfiles(target),
    baselineSnapshots: createBaselineSnapshots(target),
    baselineComparisons: createBaselineComparisons(target),
    driftFindings: createDriftFindings(target),
    tickets: createAttemptTickets(target),
    usable: createUsablePointers(target),
    listings: createListings(target),
    reports: createReports(target),
    staged: createStagedReads(target),
    tenantProfiles: createTenantProfiles(target),
    alerts: createAlerts(target),
    alertChannels,
    sendAlerts: createSendAlerts({
      ...{
        channels: alertChannels,
        call: outboundCall,
        sendMail,
        readSecret,
        deployment,
        consoleUrl,
        clock: target.clock,
      },
      findNames: createFindNames(target),
      loadTexts: () => import("../../shared/presenter/alert/alert-texts.ts"),
    }),
    declaredCalls: () =>
      operations.flatMap(({ type, start }) =>
        start === "not_startable" || start.calls === undefined ? [] : [{ type, calls: start.calls }],
      ),
    provider: createProviderClient({
      deployment,
      allowedOrigins,
      rates,
      paces: createProviderPaces(target),
      readSecret,
      clock: target.clock,
      timer,
      random: Math.random,
    }),
    waves: createWaveSteps({ ...target, send, findOperation, overrides, onTargetFailure }),
    clock: target.clock,
    findDenial: createFindDenial(access),
  };
}

function rethrow(_environmentId: string, error: unknown): never {
  throw error;
}

/** Adds each connection's scope, which a provider call requires and the record itself does not contain. */
function createPlacedConnections(target: StoreTarget & { readonly clock: Clock }) {
  const connections = createProviderConnections(target);
  const placed = async (scope: RecordScope, found: ReturnType<typeof connections.findDefault>) => {
    const connection = await found;
    return connection && { ...connection, scope };
  };
  return {
    ...connections,
    find: (scope: RecordScope, id: string) => placed(scope, connections.find(scope, id)),
    findDefault: (scope: RecordScope) => placed(scope, connections.findDefault(scope)),
  };
}

const noOutboundCall: OutboundCall = async () => {
  throw new Error("This worker sends no alerts: it has no outbound call.");
};

const noSend: Send = async () => {
  throw new Error("This worker starts no runs: it has no queue.");
};

/** The names that messages show. */
function createFindNames(target: StoreTarget) {
  const access = createAccess(target);
  const people = createPeople(target);
  return async (workspaceId: string, environmentIds: readonly string[]) => {
    const [workspaces, environments] = await Promise.all([
      people.findWorkspaceNames([workspaceId]),
      access.findEnvironmentNames(workspaceId, environmentIds),
    ]);
    return { workspace: workspaces.get(workspaceId) ?? workspaceId, environments };
  };
}
