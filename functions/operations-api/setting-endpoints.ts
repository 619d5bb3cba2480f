import type { Access } from "../../shared/access/access-store.ts";
import { createAccessWriter } from "../../shared/access/access-writer.ts";
import type { People } from "../../shared/access/people-store.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { Ids } from "../../shared/foundation/ids.ts";
import type { StoreTarget } from "../../shared/ledger/store.ts";
import { createAlertChannels } from "../../shared/records/alert-channels.ts";
import { createAlertRules } from "../../shared/records/alert-rules.ts";
import { createAlerts } from "../../shared/records/alerts.ts";
import { createBackupSchedules } from "../../shared/records/backup-schedules.ts";
import { createBackupSetHolds } from "../../shared/records/backup-set-holds.ts";
import { createBaselineProfiles } from "../../shared/records/baseline-profiles.ts";
import { createDriftFindings } from "../../shared/records/drift-findings.ts";
import { createEnvironmentReviews } from "../../shared/records/environment-reviews.ts";
import { createPersonSettings } from "../../shared/records/person-settings.ts";
import { createPromises } from "../../shared/records/promises.ts";
import { createProviderConnectionWriter } from "../../shared/records/provider-connection-writer.ts";
import { createPublishReview } from "../../shared/records/publish-review.ts";
import { createSavedViews } from "../../shared/records/saved-views.ts";
import type { LifecycleOverrides } from "../../shared/run/lifecycle.ts";
import type { AuditEntries } from "../middleware/audit-entries.ts";
import type { Endpoint } from "../middleware/endpoint.ts";
import { archiveEnvironmentEndpoint, unarchiveEnvironmentEndpoint } from "./routes/archive-environment.ts";
import { decideFindingEndpoint } from "./routes/decide-finding.ts";
import { holdBackupSetEndpoint } from "./routes/hold-backup-set.ts";
import { publishReviewEndpoint } from "./routes/publish-review.ts";
import { snoozeAlertEndpoint } from "./routes/snooze-alert.ts";
import { testAlertChannelEndpoint } from "./routes/test-alert-channel.ts";
import {
  createAlertChannelEndpoint,
  removeAlertChannelEndpoint,
  writeAlertChannelEndpoint,
} from "./routes/write-alert-channel.ts";
import { createAlertRuleEndpoint, removeAlertRuleEndpoint, writeAlertRuleEndpoint } from "./routes/write-alert-rule.ts";
import { writeBackupScheduleEndpoint } from "./routes/write-backup-schedule.ts";
import { writeBaselineProfileEndpoint } from "./routes/write-baseline-profile.ts";
import { writeEnvironmentEndpoint } from "./routes/write-environment.ts";
import { removeMemberEndpoint, writeMemberEndpoint } from "./routes/write-member.ts";
import {
  createPromiseEndpoint,
  removePromiseEndpoint,
  writePromiseEndpoint,
  writePromiseExceptionEndpoint,
} from "./routes/write-promise.ts";
import { writeProviderConnectionEndpoint } from "./routes/write-provider-connection.ts";
import { writeSettingsEndpoint } from "./routes/write-settings.ts";
import { removeViewEndpoint, writeViewEndpoint } from "./routes/write-view.ts";
import { writeWorkspaceEndpoint } from "./routes/write-workspace.ts";

interface Dependencies {
  readonly target: StoreTarget & { readonly clock: Clock };
  readonly access: Access;
  readonly people: People;
  readonly auditEntries: AuditEntries;
  readonly ids: Ids;
  readonly deployment: string;
  readonly sendsMail: boolean;
  readonly allowedOrigins: readonly string[];
  readonly start: Parameters<typeof testAlertChannelEndpoint>[0]["start"];
  readonly overrides: LifecycleOverrides;
  readonly answers: Parameters<typeof testAlertChannelEndpoint>[0]["answers"];
}

/** The routes that change settings and records of a workspace and its environments, and those of a person. */
export function settingEndpoints(dependencies: Dependencies): Endpoint[] {
  const { target, access, people, auditEntries, ids, deployment, sendsMail, allowedOrigins } = dependencies;
  const { start, overrides, answers } = dependencies;
  const { clock } = target;
  const writer = createAccessWriter(target);
  const views = createSavedViews(target);
  const promised = { access, people, promises: createPromises(target), auditEntries, clock, ids };
  const alerting = {
    ...{ access, rules: createAlertRules(target), channels: createAlertChannels(target), auditEntries, clock, ids },
    ...{ deployment, sendsMail },
  };
  return [
    writeSettingsEndpoint({ settings: createPersonSettings(target) }),
    writeViewEndpoint({ access, views, auditEntries, clock }),
    removeViewEndpoint({ access, views, auditEntries, clock }),
    createPromiseEndpoint(promised),
    writePromiseEndpoint(promised),
    removePromiseEndpoint(promised),
    writePromiseExceptionEndpoint(promised),
    createAlertRuleEndpoint(alerting),
    writeAlertRuleEndpoint(alerting),
    removeAlertRuleEndpoint(alerting),
    createAlertChannelEndpoint(alerting),
    writeAlertChannelEndpoint(alerting),
    removeAlertChannelEndpoint(alerting),
    testAlertChannelEndpoint({ ...alerting, start, overrides, answers }),
    snoozeAlertEndpoint({ access, alerts: createAlerts(target), target, auditEntries, clock }),
    archiveEnvironmentEndpoint({ access, writer, auditEntries }),
    unarchiveEnvironmentEndpoint({ access, writer, auditEntries }),
    writeEnvironmentEndpoint({ access, writer, auditEntries }),
    writeMemberEndpoint({ access, writer, auditEntries }),
    removeMemberEndpoint({ access, writer, auditEntries }),
    writeWorkspaceEndpoint({ people, writer, auditEntries }),
    publishReviewEndpoint({
      access,
      reviews: createEnvironmentReviews({ ...target, ids }),
      publish: createPublishReview(target),
      auditEntries,
      clock,
    }),
    writeBackupScheduleEndpoint({ access, schedules: createBackupSchedules(target), auditEntries, clock }),
    holdBackupSetEndpoint({ access, holds: createBackupSetHolds(target), auditEntries, clock }),
    writeBaselineProfileEndpoint({ access, profiles: createBaselineProfiles(target), auditEntries, clock }),
    decideFindingEndpoint({ access, findings: createDriftFindings(target), auditEntries, clock }),
    writeProviderConnectionEndpoint({
      access,
      connections: createProviderConnectionWriter(target),
      deployment,
      allowedOrigins,
      auditEntries,
      clock,
    }),
  ];
}
