import { type StoredAlerts, storeAlerts } from "../../security/stored-content.ts";
import { NOW } from "../../support/clock.ts";
import type { Call } from "../events.ts";
import type { World } from "../world.ts";
import { auditedPromiseActions } from "./audited-promise-actions.ts";

interface AuditedAlertAction {
  readonly name: string;
  readonly action: string;
  readonly arrange?: (world: World) => Promise<string>;
  readonly request: (id: string) => Call;
}

const base = "/api/workspaces/acme";
/** The first opening of an alert has the seconds of the world's time. */
const snoozedSeq = Math.floor(NOW.getTime() / 1000);
const rule = { name: "A name", causes: ["failed"], environments: "all", channelIds: [] };
const channel = {
  ...{ name: "A name", kind: "webhook", url: "https://hooks.example.org/x" },
  secretName: "runtruth/test/acme/_channels/tickets",
};
const arrange = (name: keyof StoredAlerts) => async (world: World) =>
  (await storeAlerts(world, { workspaceId: "acme", environmentId: "acme-prod" }))[name];

/** Changes of promises, and of alerts with their rules and channels, by people. */
export const auditedPromiseAndAlertActions: readonly AuditedAlertAction[] = [
  ...auditedPromiseActions,
  {
    name: "creating an alert rule",
    action: "alert_rule.written",
    request: () => ({ method: "POST", path: `${base}/alert-rules`, body: rule }),
  },
  {
    name: "changing an alert rule",
    action: "alert_rule.written",
    arrange: arrange("rule"),
    request: (id) => ({ method: "PUT", path: `${base}/alert-rules/${id}`, body: { ...rule, rev: 1 } }),
  },
  {
    name: "ending an alert rule",
    action: "alert_rule.removed",
    arrange: arrange("rule"),
    request: (id) => ({ method: "DELETE", path: `${base}/alert-rules/${id}` }),
  },
  {
    name: "creating an alert channel",
    action: "alert_channel.written",
    request: () => ({ method: "POST", path: `${base}/channels`, body: channel }),
  },
  {
    name: "changing an alert channel",
    action: "alert_channel.written",
    arrange: arrange("channel"),
    request: (id) => ({ method: "PUT", path: `${base}/channels/${id}`, body: { ...channel, rev: 1 } }),
  },
  {
    name: "ending an alert channel",
    action: "alert_channel.removed",
    arrange: arrange("channel"),
    request: (id) => ({ method: "DELETE", path: `${base}/channels/${id}` }),
  },
  {
    name: "snoozing an alert",
    action: "alert.snoozed",
    arrange: arrange("alert"),
    request: (id) => ({
      method: "PUT",
      path: `${base}/alerts/${id}/snooze`,
      body: { seq: snoozedSeq, until: "2026-03-03T09:00:00.000Z", reason: "Known until tomorrow." },
    }),
  },
];

/** The run records who asked for the test, so any later step can complete the entry. */
export const auditedChannelTest: AuditedAlertAction = {
  name: "testing an alert channel",
  action: "alert_channel.tested",
  arrange: arrange("channel"),
  request: (id) => ({ method: "POST", path: `${base}/channels/${id}/test` }),
};
