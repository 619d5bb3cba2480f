import {
  createAlertChannel,
  createAlertRule,
  removeAlertChannel,
  removeAlertRule,
  snoozeAlert,
  testAlertChannel,
  writeAlertChannel,
  writeAlertRule,
} from "../../shared/contract/alert-routes.ts";
import { downloadEvidence, downloadPolicyExport, downloadReviewPack } from "../../shared/contract/artifact-routes.ts";
import { holdBackupSet, writeBackupSchedule } from "../../shared/contract/backup-routes.ts";
import { decideFinding, writeBaselineProfile } from "../../shared/contract/baseline-routes.ts";
import { writeSettings } from "../../shared/contract/caller-routes.ts";
import {
  createPromise,
  removePromise,
  writePromise,
  writePromiseException,
} from "../../shared/contract/promise-routes.ts";
import {
  createSchedule,
  editSchedule,
  pauseSchedule,
  removeSchedule,
  resumeSchedule,
  runSchedule,
} from "../../shared/contract/schedule-routes.ts";
import { writeWorkspace } from "../../shared/contract/system-routes.ts";
import { removeView, writeView } from "../../shared/contract/view-routes.ts";
import {
  archiveEnvironment,
  publishReview,
  removeMember,
  unarchiveEnvironment,
  writeEnvironment,
  writeMember,
  writeProviderConnection,
} from "../../shared/contract/workspace-routes.ts";

/** The routes whose code is loaded with the first request to one of their group: few environments get one. */
export const scheduleRoutes = [
  createSchedule,
  editSchedule,
  pauseSchedule,
  resumeSchedule,
  removeSchedule,
  runSchedule,
];
export const fileRoutes = [downloadPolicyExport, downloadReviewPack, downloadEvidence];
export const settingRoutes = [
  ...[writeSettings, writeView, removeView],
  ...[createPromise, writePromise, removePromise, writePromiseException],
  ...[createAlertRule, writeAlertRule, removeAlertRule, createAlertChannel, writeAlertChannel, removeAlertChannel],
  ...[testAlertChannel, snoozeAlert],
  ...[archiveEnvironment, unarchiveEnvironment, writeEnvironment, writeMember, removeMember, writeWorkspace],
  ...[publishReview, writeBackupSchedule, holdBackupSet, writeBaselineProfile, decideFinding, writeProviderConnection],
];
