import type * as z from "zod";
import type { RecordKind } from "../../../shared/contract/records.ts";
import type { listLink } from "../../../shared/contract/tabs.ts";

/** Addresses of the console's pages. */
export const workspacePage = (ws: string) => `/w/${encodeURIComponent(ws)}`;
export const hubPage = (ws: string) => `${workspacePage(ws)}/operations`;
export const runPage = (ws: string, run: string) => `${hubPage(ws)}/${encodeURIComponent(run)}`;
export const inboxPage = (ws: string) => `${workspacePage(ws)}/inbox`;
export const promisesPage = (ws: string, query: Readonly<Record<string, string>> = {}) =>
  `${workspacePage(ws)}/promises${Object.keys(query).length === 0 ? "" : `?${new URLSearchParams(query)}`}`;
export const schedulesPage = (ws: string) => `${workspacePage(ws)}/schedules`;
/** The list of schedules with the filters of a count. */
export const failingSchedulesPage = (ws: string, query: Readonly<Record<string, string>>) =>
  `${schedulesPage(ws)}?${new URLSearchParams(query)}`;
export const schedulePage = (ws: string, schedule: string) => `${schedulesPage(ws)}/${encodeURIComponent(schedule)}`;
export const alertsPage = (ws: string) => `${workspacePage(ws)}/alerts`;
/** The key of an alert has dots, which in a path are the name of a file. */
export const alertPage = (ws: string, key: string) => `${alertsPage(ws)}/alert?${new URLSearchParams({ key })}`;
export const alertRulesPage = (ws: string) => `${alertsPage(ws)}/rules`;
export const channelsPage = (ws: string) => `${alertsPage(ws)}/channels`;
export const channelPage = (ws: string, channel: string) => `${channelsPage(ws)}/${encodeURIComponent(channel)}`;
export const environmentPage = (ws: string, env: string) =>
  `${workspacePage(ws)}/environments/${encodeURIComponent(env)}`;
export const systemRunPage = (run: string) => `/system/operations/${encodeURIComponent(run)}`;

/** Audit entries about one run or record. */
export const auditPage = (ws: string, resource: string) =>
  `${workspacePage(ws)}/audit?${new URLSearchParams({ resource })}`;

/** All records of one kind in an environment. */
export const recordListPage = (ws: string, env: string, kind: RecordKind) => `${environmentPage(ws, env)}/${kind}`;

export function recordPage(ws: string, env: string, kind: RecordKind, id: string): string {
  return `${environmentPage(ws, env)}/${kind}/${encodeURIComponent(id)}`;
}

/** The exact list that a number counts. */
export function listPage(ws: string, list: z.infer<typeof listLink>): string {
  return `${hubPage(ws)}?${new URLSearchParams(Object.entries(list).map(([name, value]): [string, string] => [name, String(value)]))}`;
}

const kinds: Readonly<Record<string, RecordKind>> = {
  environment_review: "environment-reviews",
  evidence_snapshot: "evidence-snapshots",
  provider_connection: "provider-connections",
  policy: "policies",
  policy_export: "policy-exports",
  review_pack: "review-packs",
  backup_set: "backup-sets",
  backup_schedule: "backup-schedules",
  restore_run: "restore-runs",
  plan: "plans",
  baseline_snapshot: "baseline-snapshots",
  baseline_comparison: "baseline-comparisons",
  permission_report: "permission-reports",
  admin_role_scan: "admin-role-scans",
  rbac_report: "rbac-reports",
  compliance_snapshot: "compliance-snapshots",
  tenant_profile: "tenant-profiles",
  listing: "listings",
  policy_assignments: "policy-assignments",
};

/** The page of a run's related record; undefined for a kind without one. */
export function relatedPage(
  run: { readonly workspaceId: string; readonly environmentId: string | null },
  related: { readonly type: string; readonly id: string } | null | undefined,
): string | undefined {
  if (related === null || related === undefined) return undefined;
  if (related.type === "operation_run") return runPage(run.workspaceId, related.id);
  const kind = kinds[related.type];
  return kind === undefined || run.environmentId === null
    ? undefined
    : recordPage(run.workspaceId, run.environmentId, kind, related.id);
}
