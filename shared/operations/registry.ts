import type * as z from "zod";
import { alertsDeliver } from "./alerts/alerts.deliver.ts";
import { alertsEvaluate } from "./alerts/alerts.evaluate.ts";
import { canonicalTypeOf } from "./aliases.ts";
import { backupScheduleExecute } from "./backups/backup.schedule.execute.ts";
import { backupSchedulePurge } from "./backups/backup.schedule.purge.ts";
import { backupScheduleRetention } from "./backups/backup.schedule.retention.ts";
import { backupSetArchive } from "./backups/backup_set.archive.ts";
import { backupSetDelete } from "./backups/backup_set.delete.ts";
import { backupSetRestore } from "./backups/backup_set.restore.ts";
import { backupSetUpdate } from "./backups/backup_set.update.ts";
import { baselineCapture } from "./baselines/baseline.capture.ts";
import { baselineCompare } from "./baselines/baseline.compare.ts";
import type { Operation } from "./define-operation.ts";
import { directoryGroupsSync } from "./directory/directory.groups.sync.ts";
import { directoryRoleDefinitionsSync } from "./directory/directory.role_definitions.sync.ts";
import { entraAdminRolesScan } from "./directory/entra.admin_roles.scan.ts";
import { complianceSnapshot } from "./evidence/compliance.snapshot.ts";
import { tenantEvidenceSnapshotGenerate } from "./evidence/tenant.evidence.snapshot.generate.ts";
import { opsReconcileAdapterRuns } from "./platform/ops.reconcile_adapter_runs.ts";
import { assignmentsFetch } from "./policies/assignments.fetch.ts";
import { inventorySync } from "./policies/inventory.sync.ts";
import { policyDelete } from "./policies/policy.delete.ts";
import { policyExport } from "./policies/policy.export.ts";
import { policyRestore } from "./policies/policy.restore.ts";
import { policySnapshot } from "./policies/policy.snapshot.ts";
import { policySync } from "./policies/policy.sync.ts";
import { policyVersionForceDelete } from "./policies/policy_version.force_delete.ts";
import { policyVersionPrune } from "./policies/policy_version.prune.ts";
import { policyVersionRestore } from "./policies/policy_version.restore.ts";
import { tenantSync } from "./policies/tenant.sync.ts";
import { permissionPostureCheck } from "./provider/permission.posture.check.ts";
import { providerConnectionCheck } from "./provider/provider.connection.check.ts";
import { rbacHealthCheck } from "./provider/rbac.health_check.ts";
import { assignmentsRestore } from "./restores/assignments.restore.ts";
import { promotionExecute } from "./restores/promotion.execute.ts";
import { restoreExecute } from "./restores/restore.execute.ts";
import { restoreRunDelete } from "./restores/restore_run.delete.ts";
import { restoreRunForceDelete } from "./restores/restore_run.force_delete.ts";
import { restoreRunRestore } from "./restores/restore_run.restore.ts";
import { environmentReviewCompose } from "./reviews/environment.review.compose.ts";
import { environmentReviewPackGenerate } from "./reviews/environment.review_pack.generate.ts";
import { operationsWave } from "./waves/operations.wave.ts";

/** The complete list of operations. Nothing registers itself on import, because the bundler may drop such a file. */
const registered = [
  providerConnectionCheck,
  inventorySync,
  policySync,
  policySnapshot,
  policyExport,
  directoryGroupsSync,
  directoryRoleDefinitionsSync,
  complianceSnapshot,
  permissionPostureCheck,
  entraAdminRolesScan,
  rbacHealthCheck,
  tenantSync,
  assignmentsFetch,
  alertsEvaluate,
  alertsDeliver,
  opsReconcileAdapterRuns,
  operationsWave,
  baselineCapture,
  baselineCompare,
  tenantEvidenceSnapshotGenerate,
  environmentReviewCompose,
  environmentReviewPackGenerate,
  backupSetUpdate,
  backupScheduleExecute,
  backupScheduleRetention,
  policyDelete,
  policyRestore,
  backupSetArchive,
  backupSetRestore,
  backupSetDelete,
  backupSchedulePurge,
  restoreExecute,
  promotionExecute,
  assignmentsRestore,
  restoreRunDelete,
  restoreRunRestore,
  restoreRunForceDelete,
  policyVersionPrune,
  policyVersionRestore,
  policyVersionForceDelete,
] as const;
type Registered = (typeof registered)[number];

/** The codes of all operations; a locale that lacks one does not compile. */
export type OperationType = Registered["type"];

/** The input schema of each operation by code; operations without input are omitted. */
type InputFields = {
  readonly [Each in Registered as string extends keyof z.infer<Each["input"]> ? never : Each["type"]]: keyof z.infer<
    Each["input"]
  >;
};
/** Labels for every field of every input; a locale that lacks one does not compile. */
export type InputWords = {
  readonly [Type in keyof InputFields]: {
    readonly [Field in InputFields[Type]]: { readonly title: string; readonly description: string };
  };
};

// One function per operation makes TypeScript intersect their dependencies, so that none can be omitted.
type TakesPrepare<Each> =
  Each extends Operation<string, infer _I, infer Needs, infer _H, infer _R> ? (needs: Needs) => void : never;
type TakesHandle<Each> =
  Each extends Operation<string, infer _I, infer _P, infer Needs, infer _R> ? (needs: Needs) => void : never;
type TakesReconcile<Each> =
  Each extends Operation<string, infer _I, infer _P, infer _H, infer Needs> ? (needs: Needs) => void : never;
type Intersected<Takers> = [Takers] extends [(needs: infer Needs) => void] ? Needs : never;

/** Dependencies the API must supply to start any operation. */
export type PrepareDependencies = Intersected<TakesPrepare<Registered>>;
/** Dependencies a worker must supply to execute any operation. */
export type HandlerDependencies = Intersected<TakesHandle<Registered>>;
/** Dependencies the reconciler must supply to all adapters. */
export type AdapterDependencies = Intersected<TakesReconcile<Registered>>;

/** Any operation with unknown input: the caller first parses the input with the operation's own schema. */
export type AnyOperation = Operation<string, unknown, PrepareDependencies, HandlerDependencies, AdapterDependencies>;

// The only cast in the code base. The schema beside each operation proves its input type, which this type erases.
export const operations = registered as readonly unknown[] as readonly AnyOperation[];

/**
 * Finds operations by code or stored alias; undefined for an undeclared code. Throws on a duplicate code, or on a
 * code that is also an alias, so that the process fails at start instead of hiding an operation.
 */
export function registryOf(declared: readonly AnyOperation[]): (type: string) => AnyOperation | undefined {
  const byType = new Map<string, AnyOperation>();
  for (const operation of declared) {
    const { type } = operation;
    if (byType.has(type)) throw new Error(`Two operations are declared as ${type}; each code belongs to one.`);
    if (canonicalTypeOf(type) !== type) throw new Error(`${type} is an alias and cannot be declared as an operation.`);
    byType.set(type, operation);
  }
  return (type) => byType.get(canonicalTypeOf(type));
}

/** Finds a declared operation by its code. */
export const findOperation = registryOf(operations);
