import { membershipItem, platformItem } from "../../../shared/access/items.ts";
import { recordKey, workspaceKey } from "../../../shared/ledger/keys.ts";

export const at = "2026-03-02T08:59:00.000Z";
const prod = ["acme", "acme-prod"] as const;

/** Stored items as this release writes them, one of each kind that a read uses besides runs. */
export const items: readonly Readonly<Record<string, unknown>>[] = [
  {
    ...workspaceKey("acme", `AUDIT#${at}#entry`),
    record: {
      id: "entry",
      workspaceId: "acme",
      environmentId: "acme-prod",
      actor: { type: "human", id: "operator", label: "operator" },
      action: "operation_run.cancelled",
      resourceType: "operation_run",
      resourceId: "run",
      outcome: "info",
      metadata: {},
      recordedAt: at,
    },
    expiresAt: 4_000_000_000,
  },
  membershipItem("acme", "readonly", { role: "readonly", environments: "all" }),
  platformItem("platform-chief", { capabilities: ["platform.console.view", "platform.operations.view"] }),
  {
    ...recordKey(...prod, "provider-connections", "default"),
    record: {
      id: "default",
      provider: "microsoft-graph",
      displayName: "Sample",
      baseUrl: "https://provider.example/v1.0",
      tokenUrl: "https://provider.example/token",
      clientId: "client",
      secretName: "runtruth/test/acme/acme-prod/provider",
      isDefault: true,
      isEnabled: true,
      consentStatus: "granted",
      verificationStatus: "healthy",
    },
  },
  {
    ...recordKey(...prod, "policies", "policy"),
    record: {
      id: "policy",
      collection: "configurationPolicies",
      platform: "windows",
      displayName: "Policy",
      settingCount: 3,
      contentHash: "hash",
      providerConnectionId: "default",
      firstSeenAt: at,
      changedAt: at,
      lastSync: { runId: "run", page: 0, change: "created" },
    },
  },
  {
    ...recordKey(...prod, "environment-reviews", "review"),
    record: {
      id: "review",
      fingerprint: "f",
      evidenceSnapshotId: "snapshot",
      operationRunId: "run",
      initiatedByUserId: "operator",
      status: "ready",
      createdAt: at,
      completeness: "complete",
      summary: { policies: 1, settings: 3, sections: 1, gaps: 0 },
      sections: [{ platform: "windows", collection: "configurationPolicies", policyCount: 1, settingCount: 3 }],
      gaps: [],
    },
  },
  {
    ...recordKey(...prod, "evidence-snapshots", "snapshot"),
    record: {
      id: "snapshot",
      operationRunId: "run",
      initiatedByUserId: "operator",
      fingerprint: "f",
      completeness: "complete",
      collections: [{ collection: "configurationPolicies", readAt: at, isComplete: true, failedItems: 0 }],
      summary: { policies: 1, settings: 3 },
      generatedAt: at,
      expiresAt: "2026-05-02T08:59:00.000Z",
      entryParts: 0,
    },
  },
  {
    ...recordKey(...prod, "backup-sets", "set"),
    record: { id: "set", name: "Set", status: "completed", itemCount: 1, operationRunId: "run", createdAt: at },
  },
  {
    ...recordKey(...prod, "backup-set-items:set", "item"),
    record: {
      policyId: "policy",
      collection: "configurationPolicies",
      platform: "windows",
      displayName: "Policy",
      contentHash: "hash",
      takenAt: at,
      operationRunId: "run",
      change: "created",
    },
  },
  {
    ...recordKey(...prod, "restore-runs", "restore"),
    record: {
      id: "restore",
      backupSetId: "set",
      providerConnectionId: "default",
      operationRunId: "run",
      requestedByUserId: "operator",
      status: "previewed",
      isDryRun: true,
      requestedItems: "all",
      createdAt: at,
    },
  },
  {
    ...recordKey(...prod, "restore-run-items:restore", "item"),
    record: {
      itemId: "item",
      collection: "configurationPolicies",
      displayName: "Policy",
      contentHash: "hash",
      preview: { change: "update" },
      result: { status: "applied", at },
    },
  },
];
