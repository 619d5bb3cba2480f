/** Which problems a later truth may clear, by the group a type belongs to (spec 367). */
const actionabilityOf = {
  A: "current_state",
  B: "later_success",
  C: "artifact_or_later_success",
  D: "manual_review",
  P: "by_parts",
} as const;
const ownershipOf = { E: "environment", W: "workspace" } as const;
const riskOf = { L: "read", M: "artifact", H: "mutation", X: "destructive" } as const;
const laneOf = { s: "short", l: "long" } as const;

const review = "environment_review.manage";
const backups = "tenant.backups.manage";
const danger = "tenant.danger_zone";
const restore = "tenant.restore.execute";
const start = "tenant.operations.start";
const provider = "tenant.providers.run_ops";
const system = "system_only";

type Row = readonly [
  type: string,
  group: keyof typeof actionabilityOf,
  ownership: keyof typeof ownershipOf,
  risk: keyof typeof riskOf,
  expectedSeconds: number,
  lane: keyof typeof laneOf,
  lifecycle: "covered" | "uncovered",
  capability: string,
  correlationKeys: string,
];

/** The types there are, written down a second time and apart from their declarations. */
const rows: readonly Row[] = [
  ["provider.connection.check", "A", "E", "L", 30, "s", "covered", provider, "providerConnectionId"],
  ["inventory.sync", "B", "E", "L", 180, "l", "covered", "tenant.inventory.sync", "selectionHash"],
  ["policy.sync", "B", "E", "L", 90, "l", "covered", "tenant.policies.sync", "selectionHash"],
  ["policy.snapshot", "B", "E", "M", 120, "l", "covered", "tenant.policies.sync", "policyId"],
  ["policy.export", "B", "E", "M", 120, "l", "covered", backups, "selectionHash"],
  ["directory.groups.sync", "B", "E", "L", 120, "l", "covered", start, "selectionHash"],
  ["directory.role_definitions.sync", "B", "E", "L", 60, "s", "covered", start, "selectionHash"],
  ["compliance.snapshot", "B", "E", "L", 120, "l", "covered", provider, "providerConnectionId"],
  ["permission.posture.check", "B", "E", "L", 30, "l", "covered", provider, "providerConnectionId"],
  ["entra.admin_roles.scan", "B", "E", "L", 60, "l", "covered", start, "selectionHash"],
  ["rbac.health_check", "B", "E", "L", 30, "l", "covered", start, "selectionHash"],
  ["tenant.sync", "B", "E", "L", 60, "l", "covered", start, "selectionHash"],
  ["assignments.fetch", "B", "E", "L", 60, "l", "covered", start, "selectionHash"],
  ["alerts.evaluate", "B", "W", "L", 30, "l", "uncovered", system, "selectionHash"],
  ["alerts.deliver", "B", "W", "L", 30, "l", "covered", system, "alertDeliveryId"],
  ["operations.wave", "P", "W", "M", 3600, "s", "covered", "tenant.waves.start", "selectionHash"],
  ["ops.reconcile_adapter_runs", "B", "W", "L", 60, "l", "uncovered", system, ""],
  ["baseline.capture", "C", "E", "M", 300, "l", "covered", review, "baselineProfileId"],
  ["baseline.compare", "C", "E", "L", 180, "l", "covered", review, "baselineProfileId"],
  ["tenant.evidence.snapshot.generate", "C", "E", "M", 120, "l", "covered", review, "selectionHash"],
  ["environment.review.compose", "C", "E", "M", 60, "s", "covered", review, "fingerprint"],
  ["environment.review_pack.generate", "C", "E", "M", 60, "l", "covered", review, "environmentReviewId"],
  ["backup_set.update", "C", "E", "M", 120, "l", "covered", backups, "backupSetId"],
  ["backup.schedule.execute", "C", "E", "M", 300, "l", "covered", backups, "backupScheduleId"],
  ["backup.schedule.retention", "C", "E", "H", 60, "l", "covered", backups, "backupScheduleId"],
  ["policy.delete", "D", "E", "X", 60, "l", "covered", "tenant.policies.delete", "selectionHash mode"],
  ["policy.restore", "D", "E", "H", 60, "l", "covered", backups, "selectionHash"],
  ["backup_set.archive", "D", "E", "H", 30, "l", "covered", backups, "backupSetId"],
  ["backup_set.restore", "D", "E", "H", 30, "l", "covered", backups, "backupSetId"],
  ["backup_set.delete", "D", "E", "X", 30, "l", "covered", danger, "backupSetId mode"],
  ["backup.schedule.purge", "D", "E", "X", 60, "l", "covered", danger, "backupScheduleId mode"],
  ["restore.execute", "D", "E", "X", 600, "l", "covered", restore, "backupSetId mode"],
  ["promotion.execute", "D", "E", "X", 600, "l", "covered", restore, "selectionHash mode"],
  ["assignments.restore", "D", "E", "X", 120, "l", "covered", restore, "backupSetId mode"],
  ["restore_run.delete", "D", "E", "H", 20, "l", "covered", restore, "restoreRunId"],
  ["restore_run.restore", "D", "E", "H", 20, "l", "covered", restore, "restoreRunId"],
  ["restore_run.force_delete", "D", "E", "X", 20, "l", "covered", danger, "restoreRunId mode"],
  ["policy_version.prune", "D", "E", "X", 60, "l", "covered", danger, "selectionHash mode"],
  ["policy_version.restore", "D", "E", "H", 20, "l", "covered", backups, "policyVersionId"],
  ["policy_version.force_delete", "D", "E", "X", 20, "l", "covered", danger, "policyVersionId mode"],
];

export const inventory = rows.map(
  ([type, group, ownership, risk, expectedDurationSeconds, lane, lifecycle, capability, correlationKeys]) => ({
    type,
    actionability: actionabilityOf[group],
    ownership: ownershipOf[ownership],
    risk: riskOf[risk],
    expectedDurationSeconds,
    lane: laneOf[lane],
    isCovered: lifecycle === "covered",
    capability,
    correlationKeys: correlationKeys.split(" ").filter((key) => key !== ""),
  }),
);
