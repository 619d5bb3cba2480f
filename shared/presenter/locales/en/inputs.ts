import { changeSetInputs } from "./change-set-inputs.ts";

/** Fields of every operation that executes a plan. */
const planFields = {
  dryRun: { title: "Plan only", description: "Shows what would be changed; nothing is changed." },
  planId: { title: "Plan to execute", description: "The plan whose changes are made exactly as shown." },
  planDigest: { title: "Digest of the plan", description: "Proves that the reviewed plan is the executed one." },
  confirmation: {
    title: "Confirmation",
    description: "The name that the plan shows, typed by the person who starts it.",
  },
} as const;

/** Labels and descriptions of input fields, by operation. */
export const inputs = {
  ...changeSetInputs,
  "provider.connection.check": {
    providerConnectionId: {
      title: "Connection",
      description: "The connection to check. Default: the environment's default connection.",
    },
  },
  "directory.groups.sync": {
    providerConnectionId: {
      title: "Connection",
      description: "The connection to use. Default: the environment's default connection.",
    },
  },
  "directory.role_definitions.sync": {
    providerConnectionId: {
      title: "Connection",
      description: "The connection to use. Default: the environment's default connection.",
    },
  },
  "compliance.snapshot": {
    providerConnectionId: {
      title: "Connection",
      description: "The connection to use. Default: the environment's default connection.",
    },
  },
  "permission.posture.check": {
    providerConnectionId: {
      title: "Connection",
      description: "The connection to use. Default: the environment's default connection.",
    },
  },
  "entra.admin_roles.scan": {
    providerConnectionId: {
      title: "Connection",
      description: "The connection to use. Default: the environment's default connection.",
    },
  },
  "rbac.health_check": {
    providerConnectionId: {
      title: "Connection",
      description: "The connection to use. Default: the environment's default connection.",
    },
  },
  "tenant.sync": {
    providerConnectionId: {
      title: "Connection",
      description: "The connection to use. Default: the environment's default connection.",
    },
  },
  "inventory.sync": {
    providerConnectionId: {
      title: "Connection",
      description: "The connection to use. Default: the environment's default connection.",
    },
    types: { title: "Types", description: "The types to read. Default: all types." },
  },
  "assignments.fetch": {
    providerConnectionId: {
      title: "Connection",
      description: "The connection to use. Default: the environment's default connection.",
    },
    policyIds: { title: "Policies", description: "At most 100 policies. Default: every synced policy." },
    backupSetId: { title: "Backup set", description: "Reads the policies of this set instead of chosen ones." },
  },
  "policy.sync": {
    providerConnectionId: {
      title: "Connection",
      description: "The connection to use. Default: the environment's default connection.",
    },
    acceptEmpty: {
      title: "Accept an empty result",
      description: "Marks all stored policies as removed when the provider has none.",
    },
  },
  "environment.review.compose": {
    evidenceSnapshotId: {
      title: "Evidence snapshot",
      description: "The active snapshot to review. Default: the environment's active snapshot.",
    },
  },
  "environment.review_pack.generate": {
    environmentReviewId: {
      title: "Review",
      description: "The ready or published review to export. Default: the published one, else the newest.",
    },
    include: {
      title: "Contents",
      description: "Parts besides review and evidence. Default: all but the policy documents.",
    },
    locale: { title: "Language", description: "The language of the report and of the instructions. Default: English." },
    pii: {
      title: "Name persons",
      description: "Names persons by their user id. Otherwise the pack contains pseudonyms.",
    },
    renew: { title: "Generate again", description: "Generates a new pack although a ready one exists." },
  },
  "backup_set.update": {
    backupSetId: { title: "Backup set", description: "The set to update. Default: a new set." },
    name: { title: "Name", description: "Display name of the set." },
    policyIds: {
      title: "Policies",
      description: "Ids of the policies to back up, at most 100. Default: every synced policy.",
    },
  },
  "policy.snapshot": {
    policyId: {
      title: "Policy",
      description: "The policy to read. Its version is kept from clean-ups for 365 days.",
    },
  },
  "policy.export": {
    policyIds: { title: "Policies", description: "At most 100 policies. Default: every synced policy." },
    form: {
      title: "Form",
      description:
        "As read from the provider (default), or without what only the provider sets, such as ids and times.",
    },
  },
  "policy.restore": {
    policyIds: { title: "Policies", description: "The deleted policies to create again, at most 100." },
  },
  "baseline.capture": {
    baselineProfileId: {
      title: "Baseline profile",
      description: "The profile to capture. Its policies become visible to the whole workspace.",
    },
  },
  "baseline.compare": {
    baselineProfileId: { title: "Baseline profile", description: "The baseline to compare this environment with." },
    maxAgeSeconds: {
      title: "Maximum age of the sync (seconds)",
      description: "An older policy sync is not compared. Default: one day.",
    },
  },
  "restore_run.delete": {
    restoreRunId: { title: "Restore", description: "The ended restore to archive." },
  },
  "restore_run.restore": {
    restoreRunId: { title: "Restore", description: "The archived restore to take back." },
  },
  "restore_run.force_delete": {
    restoreRunId: { title: "Restore", description: "The archived restore to delete permanently." },
    ...planFields,
  },
  "backup_set.archive": {
    backupSetId: { title: "Backup set", description: "The set to archive. It can no longer be restored or updated." },
  },
  "backup_set.restore": {
    backupSetId: { title: "Backup set", description: "The archived set to take back." },
  },
  "backup_set.delete": {
    backupSetId: { title: "Backup set", description: "The archived set to delete permanently." },
    ...planFields,
  },
  "policy_version.prune": {
    keepLast: { title: "Versions to keep", description: "The newest versions of each policy that stay, at least one." },
    olderThanDays: {
      title: "Older than (days)",
      description: "Only versions that are at least this old are archived.",
    },
    ...planFields,
  },
  "policy_version.restore": {
    policyVersionId: { title: "Version", description: "The content hash of the archived version to take back." },
  },
  "policy_version.force_delete": {
    policyVersionId: {
      title: "Version",
      description: "The content hash of the archived version to delete permanently.",
    },
    ...planFields,
  },
  "alerts.deliver": {
    channelId: { title: "Channel", description: "The channel that receives its pending messages." },
    isTest: { title: "Test message", description: "Sends a test message before the pending ones." },
  },
  "operations.wave": {
    type: { title: "Operation", description: "The operation that is started in each target." },
    input: { title: "Input", description: "The same input for each target." },
    environmentIds: { title: "Targets", description: "The environments, in the order in which they are started." },
    canary: { title: "Canary", description: "The first targets, all of which must succeed before any other starts." },
    concurrency: { title: "At once", description: "The most targets that are at work at the same time." },
    stop: { title: "Stop rule", description: "The failures that stop the wave, as a number and as a percentage." },
    plans: { title: "Plans", description: "The reviewed plan that each target executes, in the order of the targets." },
    leftOut: {
      title: "Left out",
      description: "Environments of the selection in which nothing starts, each with the cause.",
    },
  },
  "backup.schedule.execute": {
    backupScheduleId: {
      title: "Backup schedule",
      description: "The schedule to back up for, read from the provider now.",
    },
  },
  "backup.schedule.retention": {
    backupScheduleId: { title: "Backup schedule", description: "The schedule whose older backups are archived." },
  },
  "backup.schedule.purge": {
    backupScheduleId: {
      title: "Backup schedule",
      description: "The archived schedule whose archived backups are deleted permanently.",
    },
    ...planFields,
  },
} as const;
