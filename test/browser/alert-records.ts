import * as z from "zod";
import type { StartedStack } from "../../local/runtime/start-stack.ts";
import { createAlertChannels } from "../../shared/records/alert-channels.ts";
import { createAlerts } from "../../shared/records/alerts.ts";
import type { AlertFacts } from "../../shared/run/alert.ts";
import { apiOf } from "../scenarios/api.ts";
import { targetOf } from "./manual-worker.ts";

const created = z.object({ id: z.string() });
/** The place of the secrets of channels. */
export const channelSecret = "runtruth/dev/acme/_channels/tickets";
const minuteMillis = 60_000;

export interface SomeAlerts {
  readonly openKey: string;
  readonly closedKey: string;
  readonly channel: string;
}

/**
 * Two open alerts of which one channel was sent the first, a snoozed one, a closed one that it was sent whole, and a
 * channel that fails.
 */
export async function someAlerts(stack: StartedStack): Promise<SomeAlerts> {
  const api = apiOf(stack);
  const post = async (path: string, body: object) => {
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    return created.parse(JSON.parse((await api.request("owner", `/api/workspaces/acme/${path}`, init)).text)).id;
  };
  const channel = await post("channels", {
    ...{ name: "Ticket system", kind: "webhook", url: "https://hooks.example.org/alerts", secretName: channelSecret },
  });
  await post("alert-rules", {
    ...{ name: "All failures", causes: ["failed", "promise_broken"], environments: "all", channelIds: [channel] },
  });

  const target = targetOf(stack);
  const alerts = createAlerts(target);
  const now = target.clock.now();
  const at = (minutesAgo: number) => new Date(now.getTime() - minutesAgo * minuteMillis);
  const open = async (key: string, facts: Partial<AlertFacts>, minutesAgo: number) => {
    const since = at(minutesAgo + 5).toISOString();
    const whole = { cause: "failed", since, environmentId: "acme-lab", ...facts } as const;
    const opened = await alerts.openNew("acme", key, { facts: whole, channelIds: [channel] }, at(minutesAgo));
    if (opened === undefined) throw new Error(`the alert ${key} is stored already`);
    return opened;
  };
  const syncKey = "run:acme-lab:policy.sync:nightly";
  const sync = await open(syncKey, { type: "policy.sync", reasonCode: "provider_permission_denied" }, 30);
  await alerts.recordSent(sync, channel, { seq: sync.seq, version: 1, state: "open" });
  await open("run:acme-prod:inventory.sync:hourly", { type: "inventory.sync", environmentId: "acme-prod" }, 10);
  const known = await open("run:acme-lab:backup_set.update:weekly", { type: "backup_set.update" }, 120);
  const closed = await open("run:acme-lab:policy.export:daily", { type: "policy.export" }, 300);
  const whole = { seq: closed.seq, version: 1, state: "closed" } as const;
  const sent = await alerts.recordSent(closed, channel, whole);
  await alerts.close(sent ?? closed, "cause_gone", at(200));

  const body = { seq: known.seq, until: at(-600).toISOString(), reason: "Tenant-Umzug" };
  const init = { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  await api.request("owner", `/api/workspaces/acme/alerts/${encodeURIComponent(known.key)}/snooze`, init);

  const failing = await post("channels", {
    ...{ name: "On-call chat", kind: "slack", secretName: "runtruth/dev/acme/_channels/chat", fallbackId: channel },
  });
  await createAlertChannels(target).recordHealth("acme", failing, undefined, {
    ...{ failures: 4, by: { runId: "01JNBSRT000000000000000001", attempt: 1 }, triedAt: at(1).toISOString(), rev: 1 },
    ...{ failure: "alert.target_refused", failingSince: at(45).toISOString(), nextTryAt: at(-30).toISOString() },
  });
  return { openKey: syncKey, closedKey: closed.key, channel };
}
