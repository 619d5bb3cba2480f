import {
  listAlertChannels,
  listAlertDeliveries,
  listAlertRules,
  listAlerts,
  showAlert,
} from "../../shared/contract/alert-routes.ts";
import { listPlans, showPlan } from "../../shared/contract/plan-routes.ts";
import {
  compareEvidence,
  comparePolicyVersions,
  compareRestoreItem,
  listPolicyVersions,
  showPolicyDocument,
} from "../../shared/contract/policy-routes.ts";
import { listPromises } from "../../shared/contract/promise-routes.ts";
import {
  listOccurrences,
  listSchedules,
  previewSchedule,
  showSchedule,
} from "../../shared/contract/schedule-routes.ts";
import { listSystemRuns, showSystemRun } from "../../shared/contract/system-routes.ts";
import { listWaveTargets, showWavePlan } from "../../shared/contract/wave-routes.ts";
import { listAudit, listMembers, listPermissions } from "../../shared/contract/workspace-routes.ts";

/** The routes whose code is loaded with the first request to one of their group: few environments get one. */
export const alertRoutes = [listAlerts, showAlert, listAlertRules, listAlertChannels, listAlertDeliveries];
export const scheduleRoutes = [listSchedules, previewSchedule, showSchedule, listOccurrences];
export const planRoutes = [listWaveTargets, showWavePlan, listPlans, showPlan];
export const documentRoutes = [
  ...[listPolicyVersions, showPolicyDocument, comparePolicyVersions],
  ...[compareRestoreItem, compareEvidence],
];
export const administrationRoutes = [
  ...[listPromises, listPermissions, listMembers, listAudit],
  ...[listSystemRuns, showSystemRun],
];
