import { gzipSync } from "node:zlib";
import {
  directoryItem,
  environmentItem,
  memberPointerItem,
  membershipItem,
  platformItem,
  workspaceItem,
} from "../shared/access/items.ts";
import type { Item } from "../shared/ledger/item.ts";
import { alertKey, bulkActionKey, recordKey, runKey, wavePlaceKey, workspaceKey } from "../shared/ledger/keys.ts";
import { baseItem } from "../shared/ledger/run-item.ts";
import { environmentReview } from "../shared/records/environment-reviews.ts";
import { policiesKind } from "../shared/records/policies.ts";
import { policyRecord } from "../shared/records/policy-record.ts";
import {
  connectionsKind,
  defaultsKind,
  storedConnection,
  storedDefault,
} from "../shared/records/provider-connections.ts";
import { restoreItem } from "../shared/records/restore-run-records.ts";
import { reviewsKind } from "../shared/records/review-kinds.ts";
import { environmentCount, environmentIdOf } from "./seed.ts";
import { planItems } from "./seed-plan.ts";
import { scheduleItems } from "./seed-schedules.ts";

/** The environment whose records are read, and its connection. */
const environmentId = environmentIdOf(3);
export const connectionId = "01JNBSRT00CONNECTION000001";
/** A previewed restore and an evidence snapshot of that environment. */
export const restoreId = "01JNBSRT00000000000RESTORE";
export const snapshotId = "01JNBSRT0000000000SNAPSH0T";
export const closedAlertKey = `run:${environmentId}:policy.sync:`;
const policyCount = 87;
const reviewCount = 12;
const at = "2026-03-01T08:00:00.000Z";

/** The members, workspaces and environments that every read model reads first, and the records of one environment. */
export function scopeItems(): Item[] {
  return [
    workspaceItem("acme", { name: "Acme" }),
    directoryItem("acme"),
    workspaceItem("globex", { name: "Globex" }),
    directoryItem("globex"),
    ...Array.from({ length: environmentCount }, (_, place) =>
      environmentItem("acme", environmentIdOf(place), { name: `Environment ${place}` }),
    ),
    membershipItem("acme", "owner", { role: "owner", environments: "all" }),
    memberPointerItem("acme", "owner"),
    ...Array.from({ length: 12 }, (_, place) =>
      membershipItem("acme", `operator-${place}`, { role: "operator", environments: [environmentIdOf(place)] }),
    ),
    ...scheduleItems(),
    { ...alertKey("acme", closedAlertKey), ...closedAlert },
    ...planItems(environmentId),
    platformItem("platform", { capabilities: ["platform.operations.view"] }),
    recordItem(connectionsKind, connectionId, storedConnection.parse(connection)),
    recordItem(defaultsKind, connection.provider, storedDefault.parse({ provider: connection.provider, connectionId })),
    ...Array.from({ length: policyCount }, (_, place) => policyItem(place)),
    recordItem("policy-versions", "f3".repeat(32), {
      policyId: `policy-${numbered(0)}`,
      storedAt: at,
      body: policyBody,
    }),
    recordItem(`restore-run-items:${restoreId}`, `policy-${numbered(0)}`, restoreItem.parse(previewedItem)),
    recordItem("evidence-snapshots", snapshotId, evidenceSnapshot),
    recordItem("evidence-active", "-", { snapshotId, n: 1 }),
    { ...bulkActionKey("acme", bulkId), ...bulkHeader },
    { ...bulkActionKey("acme", bulkId, "I#absent"), runId: "absent", type: "policy.sync", environmentId: "env-03" },
    ...Array.from({ length: reviewCount }, (_, place) => reviewItem(place)),
    { ...workspaceKey("acme", `CHANNEL#${channelId}`), record: channel },
    ...waveItems(),
  ];
}

/** A dry wave over twenty environments, all of which it has named. */
export const waveId = "01JNBSRT00000000000000WAVE";
const waveTargets = Array.from({ length: 20 }, (_, place) => environmentIdOf(place));
const runIdOf = (place: number) => `01JNBSRT000000000000TARG${String(place).padStart(2, "0")}`;

function waveItems(): Item[] {
  const rules = { canary: 1, concurrency: 10, stop: { failuresMax: 10, failedPercentMax: 5 } };
  const planned = { sourceEnvironmentId: "env-99", policyIds: ["policy"], dryRun: true };
  const input = { type: "promotion.execute", input: planned, environmentIds: waveTargets, ...rules };
  const start = { id: waveId, type: "operations.wave", workspaceId: "acme", environmentId: null, createdAt: at };
  const facts = { initiator: { id: "owner", name: "Owner" }, correlationHash: undefined, input: {}, context: {} };
  return [
    // Neither listed nor counted: it only has targets to read.
    { ...baseItem({ ...start, ...facts }), input, status: "completed", outcome: "succeeded", completedAt: at },
    {
      ...wavePlaceKey(waveId, 0),
      targets: waveTargets.map((id, place) => ({ environmentId: id, runId: runIdOf(place) })),
    },
    ...waveTargets.map((_, place) => ({ ...runKey(runIdOf(place)), sameAs: runIdOf(place), notStarted: "refused" })),
  ];
}

/** The id of the stored alert channel. */
export const channelId = "01JNBSRT000000000CHANNE100";
const channel = {
  ...{ id: channelId, name: "Tickets", kind: "webhook", url: "https://hooks.example.org/alerts", locale: "en", rev: 1 },
  ...{ secretName: "runtruth/dev/acme/_channels/tickets", changedBy: { id: "owner", name: "Owner" }, changedAt: at },
};

/** The id of the stored bulk action. */
export const bulkId = "bulk-1";
const bulkHeader = {
  id: bulkId,
  action: "acknowledge",
  by: { id: "owner", name: "Owner" },
  createdAt: at,
  total: 1,
};

const recordItem = (kind: string, id: string, record: Item): Item => ({
  ...recordKey("acme", environmentId, kind, id),
  record,
});

const connection = {
  id: connectionId,
  provider: "microsoft",
  displayName: "Production",
  baseUrl: "https://graph.microsoft.com/beta",
  tokenUrl: "https://login.microsoftonline.com/acme/oauth2/v2.0/token",
  clientId: "an-application",
  secretName: "runtruth/dev/acme/env-03/provider",
  isEnabled: true,
  consentStatus: "granted",
  verificationStatus: "healthy",
  lastHealthCheckAt: at,
};

const numbered = (place: number) => String(place).padStart(4, "0");

const policyBody = gzipSync(JSON.stringify({ id: "policy-0000", name: "Baseline, part 0", settings: [] }));
const previewedItem = {
  itemId: "policy-0000",
  collection: "configurationPolicies",
  displayName: "Baseline, part 0",
  contentHash: "f3".repeat(32),
  preview: { change: "unchanged", currentHash: "f3".repeat(32) },
};
const evidenceSnapshot = {
  id: snapshotId,
  n: 1,
  operationRunId: snapshotId,
  initiatedByUserId: "owner",
  fingerprint: "b8".repeat(32),
  completeness: "complete",
  collections: [],
  summary: { policies: 0, settings: 0 },
  generatedAt: at,
  expiresAt: "2036-03-01T08:00:00.000Z",
  entryParts: 0,
};

function policyItem(place: number): Item {
  const id = `policy-${numbered(place)}`;
  const policy = {
    id,
    collection: "configurationPolicies",
    platform: "windows10",
    displayName: `Baseline, part ${place}`,
    settingCount: 24,
    contentHash: "f3".repeat(32),
    providerConnectionId: connectionId,
    firstSeenAt: at,
    changedAt: at,
    lastSync: { runId: "01JNBSRT00000000000000SYNC", page: 1, change: "unchanged" },
  };
  return recordItem(policiesKind, id, policyRecord.parse(policy));
}

function reviewItem(place: number): Item {
  const id = `01JNBSRT0000000000REVIEW${numbered(place).slice(-2)}`;
  const review = {
    id,
    fingerprint: "a7".repeat(32),
    evidenceSnapshotId: "01JNBSRT0000000000SNAPSH0T",
    operationRunId: "01JNBSRT0000000000000REV1EW",
    initiatedByUserId: "owner",
    status: "published",
    createdAt: at,
    generatedAt: at,
    publishedAt: at,
    publishedByUserId: "owner",
    completeness: "complete",
    summary: { policies: policyCount, settings: 2088, sections: 1, gaps: 0 },
    sections: [{ platform: "windows10", collection: "configurationPolicies", policyCount, settingCount: 2088 }],
    gaps: [],
  };
  return recordItem(reviewsKind, id, environmentReview.parse(review));
}

/** An alert that owes nothing more; it is found by its key and among the closed ones. */
const closedAlert = {
  ...{ state: "closed", seq: 1, version: 1, rev: 2, openedAt: at, closedAt: at, closeProof: "cause_gone", sent: {} },
  channelIds: [],
  record: { workspaceId: "acme", cause: "failed", since: at, environmentId, type: "policy.sync" },
};
