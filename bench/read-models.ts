import { createApp } from "../functions/read-api/app.ts";
import type { Clock } from "../shared/foundation/clock.ts";
import { eventOf } from "../test/functions/events.ts";
import { lambdaContext } from "../test/functions/lambda-context.ts";
import { type Billed, meter } from "./meter.ts";
import type { Place } from "./scenario-play.ts";
import { failedCauseKeyOf } from "./seed.ts";
import { planId } from "./seed-plan.ts";
import { scheduleId } from "./seed-schedules.ts";
import { bulkId, channelId, closedAlertKey, connectionId, restoreId, snapshotId, waveId } from "./seed-scope.ts";

export interface ReadModel {
  readonly path: string;
  readonly query?: string;
  readonly as?: string;
}

const workspace = "/api/workspaces/acme";
const records = `${workspace}/environments/env-03/records`;
const system = "/api/system/operations";

/**
 * The read models by name; a new one needs one more line. `{run}` is the newest completed run. The start page, health and
 * the API document are public and read nothing.
 */
export const readModels: Readonly<Record<string, ReadModel>> = {
  "runs, newest 50": { path: `${workspace}/operations`, query: "limit=50" },
  "runs of one environment, newest 50": { path: `${workspace}/operations`, query: "limit=50&environmentId=env-03" },
  "runs that need attention, newest 50": { path: `${workspace}/operations`, query: "limit=50&tab=needs_attention" },
  "counts of every tab": { path: `${workspace}/operations/summary` },
  "activity, what runs now": { path: `${workspace}/operations/activity` },
  "metrics of the last day": { path: `${workspace}/operations/metrics` },
  "overview of a workspace": { path: `${workspace}/overview` },
  "inbox, what needs a person": { path: `${workspace}/inbox` },
  "dashboard of an environment": { path: `${workspace}/environments/env-03/dashboard` },
  "causes of open issues": { path: `${workspace}/operations/causes` },
  "dry run of running a cause again": { path: `${workspace}/operations/causes/${failedCauseKeyOf("policy.sync")}` },
  "one bulk action": { path: `${workspace}/bulk-actions/${bulkId}` },
  "targets of a wave, failed first": { path: `${workspace}/waves/${waveId}/targets` },
  "plan of a dry wave": { path: `${workspace}/waves/${waveId}/plan` },
  "one run": { path: `${workspace}/operations/{run}` },
  "environments of a workspace": { path: `${workspace}/environments` },
  "audit, newest 50": { path: `${workspace}/audit`, query: "limit=50" },
  "records of an environment": { path: `${records}/policies`, query: "limit=50" },
  "provider connections of an environment": { path: `${records}/provider-connections`, query: "limit=50" },
  "one provider connection": { path: `${records}/provider-connections/${connectionId}` },
  "versions of a policy": { path: `${records}/policies/policy-0000/versions` },
  "document of a policy": { path: `${records}/policies/policy-0000/document` },
  "comparison of two versions of a policy": { path: `${records}/policies/policy-0000/comparison` },
  "comparison of a previewed policy": {
    path: `${records}/restore-runs/${restoreId}/items/policy-0000/comparison`,
  },
  "comparison of two evidence snapshots": { path: `${records}/evidence-snapshots/${snapshotId}/comparison` },
  "reviews of an environment": { path: `${records}/environment-reviews`, query: "limit=50" },
  "permissions in an environment": { path: `${workspace}/environments/env-03/permissions` },
  "saved views of a workspace": { path: `${workspace}/views` },
  "schedules of a workspace, worst 50": { path: `${workspace}/schedules`, query: "limit=50" },
  "one schedule": { path: `${workspace}/schedules/${scheduleId}` },
  "ledger of a schedule, newest 50": { path: `${workspace}/schedules/${scheduleId}/occurrences`, query: "limit=50" },
  "preview of a rule": { path: `${workspace}/schedules/preview`, query: "everySeconds=3600" },
  "plans that wait in a workspace": { path: `${workspace}/plans` },
  "one plan": { path: `${workspace}/plans/${planId}` },
  "promises of a workspace": { path: `${workspace}/promises` },
  "alerts of a workspace": { path: `${workspace}/alerts` },
  "closed alerts of a workspace": { path: `${workspace}/alerts`, query: "state=closed" },
  "one alert": { path: `${workspace}/alerts/${closedAlertKey}` },
  "alert rules of a workspace": { path: `${workspace}/alert-rules` },
  "alert channels of a workspace": { path: `${workspace}/channels` },
  "deliveries to an alert channel, newest 50": {
    path: `${workspace}/channels/${channelId}/deliveries`,
    query: "limit=50",
  },
  "promises by environment, worst first": { path: `${workspace}/promises/matrix` },
  "members of a workspace": { path: `${workspace}/members` },
  "notifications, newest 50": { path: "/api/notifications", query: "limit=50" },
  "who am I": { path: "/api/me" },
  "what can be started": { path: "/api/catalog" },
  "runs of all workspaces, newest 50": { path: system, query: "limit=50", as: "platform" },
  "failures of all workspaces, newest 50": { path: system, query: "limit=50&view=failures", as: "platform" },
  "stuck runs of all workspaces": { path: system, query: "limit=50&view=stuck", as: "platform" },
  "one run, on the platform plane": { path: `${system}/{run}`, as: "platform" },
};

/** The read API over a table, with the cost of each response. */
export function createReader({ client, tableName }: Place, clock: Clock) {
  const metered = meter(client);
  const api = createApp({
    client: metered.client,
    tableName,
    clock,
    overrides: {},
    ratePerSecond: 1_000_000,
    readCursorKey: async () => "a key of at least thirty-two characters",
    log: { error: (...line: unknown[]) => void process.stderr.write(`${line.map(String).join(" ")}\n`) },
  });

  return async function read(
    model: ReadModel,
    runId: string,
  ): Promise<{ billed: Billed[]; bytes: number; body: string }> {
    metered.take();
    const path = model.path.replace("{run}", runId);
    const answer = await api(eventOf({ as: "owner", ...model, path }), lambdaContext);
    if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}: ${answer.body}`);
    const body = answer.body ?? "";
    return { billed: metered.take(), bytes: Buffer.byteLength(body), body };
  };
}
