import * as z from "zod";
import type { StartedStack } from "../../local/runtime/start-stack.ts";
import { seedConnectionId } from "../../local/seed.ts";
import { recordPage } from "../../shared/contract/record-answer.ts";
import { queuedAnswer } from "../../shared/contract/runs.ts";
import { apiOf, runOf } from "../scenarios/api.ts";
import { someAlerts } from "./alert-records.ts";
import { manualWorker } from "./manual-worker.ts";
import { newerRecords } from "./newer-records.ts";

const prod = { user: "owner", workspaceId: "acme", environmentId: "acme-prod" };

/**
 * Fills a stack with one of everything: work that ended well, work that did not, and what it left behind. Every page that
 * shows it is named with its address; those of the platform are for its own users.
 */
export async function allPages(stack: StartedStack) {
  const api = apiOf(stack);
  const wave = await aWave(stack);
  const run = async (type: string, input = {}) => {
    const { id } = runOf(await api.start(prod, type, { input }));
    await api.ended("owner", "acme", id);
    return id;
  };
  await run("policy.sync");
  const evidence = await run("tenant.evidence.snapshot.generate");
  const policies = "/api/workspaces/acme/environments/acme-prod/records/policies?limit=1";
  const [policy] = (await api.read("owner", policies, recordPage)).items;
  const review = await run("environment.review.compose");
  const backup = await run("backup_set.update", { name: "Before the change" });
  const backupSetId = (await api.findRun("owner", "acme", backup)).related?.id;
  const preview = await run("restore.execute", { backupSetId, dryRun: true });
  await requestApproval(stack, preview);
  const made = await newerRecords(stack, review);
  await fetch(`${stack.provider.origin}/_consent`, { method: "POST", body: JSON.stringify({ granted: false }) });
  const problem = await run("provider.connection.check");
  await fetch(`${stack.provider.origin}/_consent`, { method: "POST", body: JSON.stringify({ granted: true }) });
  const { related } = await api.findRun("owner", "acme", review);
  const { openKey, channel } = await someAlerts(stack);
  const { queue, take } = manualWorker(stack);
  const waiting = await queue(prod, "inventory.sync");
  const { id: working } = await take((await queue(prod, "compliance.snapshot")).id);
  const environment = "/w/acme/environments/acme-prod";
  await api.ended("owner", "acme", wave);
  return {
    pages: {
      overview: "/w/acme",
      operations: "/w/acme/operations",
      "needs-attention": "/w/acme/operations?tab=needs_attention",
      "no-match": "/w/acme/operations?tab=all&type=policy.export",
      "run-that-succeeded": `/w/acme/operations/${review}`,
      "run-that-needs-attention": `/w/acme/operations/${problem}`,
      "run-that-waits": `/w/acme/operations/${waiting.id}`,
      "run-at-work": `/w/acme/operations/${working}`,
      environment,
      "empty-environment": "/w/acme/environments/acme-lab",
      review: `${environment}/environment-reviews/${related?.id}`,
      backup: `${environment}/backup-sets/${backupSetId}`,
      preview: `${environment}/restore-runs/${preview}`,
      policies: `${environment}/policies`,
      policy: `${environment}/policies/${policy?.id}`,
      evidence: `${environment}/evidence-snapshots/${evidence}`,
      connection: `${environment}/provider-connections/${seedConnectionId}`,
      ...made,
      wave: `/w/acme/operations/${wave}`,
      inbox: "/w/acme/inbox",
      alerts: "/w/acme/alerts",
      "alerts-snoozed": "/w/acme/alerts?state=snoozed",
      alert: `/w/acme/alerts/alert?${new URLSearchParams({ key: openKey })}`,
      "alert-rules": "/w/acme/alerts/rules",
      channels: "/w/acme/alerts/channels",
      channel: `/w/acme/alerts/channels/${channel}`,
      notifications: "/notifications",
      verify: "/verify",
      members: "/w/acme/members",
      audit: "/w/acme/audit",
      "not-found": "/w/acme/operations/00000000000000000000000000",
    },
    platformPages: {
      system: "/system/operations",
      "system-stuck": "/system/operations?view=stuck",
      "system-run": `/system/operations/${problem}`,
    },
    waiting: waiting.id,
  };
}

/** A wave over both environments; it goes on while the rest is made. */
async function aWave(stack: StartedStack): Promise<string> {
  const body = JSON.stringify({
    type: "permission.posture.check",
    targets: { environmentIds: ["acme-prod", "acme-lab"] },
  });
  const init = { method: "POST", headers: { "content-type": "application/json" }, body };
  const { text } = await apiOf(stack).request("manager", "/api/workspaces/acme/waves", init);
  return queuedAnswer.parse(JSON.parse(text)).run.id;
}

/** Another person asks for an approval of a plan, on which the owner may decide. */
async function requestApproval(stack: StartedStack, plan: string): Promise<void> {
  const body = JSON.stringify({ note: "CHG-4711" });
  const init = { method: "POST", headers: { "content-type": "application/json" }, body };
  const { status } = await apiOf(stack).request("manager", `/api/workspaces/acme/plans/${plan}/request`, init);
  z.literal(200).parse(status);
}
