import * as z from "zod";
import type { StartedStack } from "../../local/runtime/start-stack.ts";
import { apiOf, runOf } from "../scenarios/api.ts";
import { someSchedules } from "./schedule-records.ts";

const prod = { user: "owner", workspaceId: "acme", environmentId: "acme-prod" };
const records = "/api/workspaces/acme/environments/acme-prod/records";
const environment = "/w/acme/environments/acme-prod";

/** Schedules, archived sets, plans, packs, baselines and change sets, and the pages that show them. */
export async function newerRecords(stack: StartedStack, reviewRun: string): Promise<Record<string, string>> {
  const api = apiOf(stack);
  const made = async (type: string, input = {}) => {
    const { id } = runOf(await api.start(prod, type, { input }));
    const { related } = await api.ended("owner", "acme", id);
    return related?.id ?? "";
  };
  const put = async (path: string, body: object) => {
    const headers = { "content-type": "application/json" };
    const answer = await api.request("owner", `${records}/${path}`, {
      method: "PUT",
      headers,
      body: JSON.stringify(body),
    });
    z.literal(200).parse(answer.status);
  };
  await put("backup-schedules/nightly", { name: "Nightly backup", isEnabled: true, keepLast: 2 });
  const archived = await made("backup.schedule.execute", { backupScheduleId: "nightly" });
  await made("backup_set.archive", { backupSetId: archived });
  const backupSetId = await made("backup.schedule.execute", { backupScheduleId: "nightly" });
  const plan = await made("backup_set.delete", { backupSetId: archived, dryRun: true });
  const { related: review } = await api.findRun("owner", "acme", reviewRun);
  const pack = await made("environment.review_pack.generate", { environmentReviewId: review?.id });
  await put("baseline-profiles/standard", { name: "Security standard" });
  const snapshot = await made("baseline.capture", { baselineProfileId: "standard" });
  const comparison = await made("baseline.compare", { baselineProfileId: "standard" });
  const assignments = await made("assignments.restore", { backupSetId, dryRun: true });
  const { missed } = await someSchedules(stack);
  const promise = { name: "Daily backup", proof: "backup", withinSeconds: 86_400, environments: "all" };
  const headers = { "content-type": "application/json" };
  const promised = await api.request("owner", "/api/workspaces/acme/promises", {
    method: "POST",
    headers,
    body: JSON.stringify(promise),
  });
  z.literal(200).parse(promised.status);
  return {
    promises: "/w/acme/promises",
    "schedules-of-work": "/w/acme/schedules",
    "schedule-of-work": `/w/acme/schedules/${missed}`,
    schedule: `${environment}/backup-schedules/nightly`,
    schedules: `${environment}/backup-schedules`,
    "archived-backup": `${environment}/backup-sets/${archived}`,
    plan: `${environment}/plans/${plan}`,
    plans: `${environment}/plans`,
    pack: `${environment}/review-packs/${pack}`,
    profile: `${environment}/baseline-profiles/standard`,
    baseline: `${environment}/baseline-snapshots/${snapshot}`,
    comparison: `${environment}/baseline-comparisons/${comparison}`,
    "assignment-preview": `${environment}/restore-runs/${assignments}`,
    "change-sets": `${environment}/restore-runs`,
  };
}
