import { type KnownRole, type Role, roles } from "./roles.ts";

/** What a user may do in a workspace. Features check one of these, never a role. */
export const capabilities = [
  "tenant.core.view",
  "tenant.members.view",
  "tenant.members.manage",
  "tenant.settings.view",
  "tenant.settings.manage",
  "tenant.providers.view",
  "tenant.providers.manage",
  "tenant.providers.credentials.rotate",
  "tenant.providers.run_ops",
  "tenant.operations.view",
  "tenant.operations.start",
  "tenant.inventory.view",
  "tenant.inventory.sync",
  "tenant.drift.view",
  "tenant.drift.ack",
  "tenant.policies.view",
  "tenant.policies.sync",
  "tenant.policies.delete",
  "tenant.backups.manage",
  "tenant.schedules.view",
  "tenant.schedules.manage",
  "tenant.restore.execute",
  "tenant.waves.start",
  "tenant.danger_zone",
  "environment_review.view",
  "environment_review.manage",
  "tenant.promises.view",
  "tenant.promises.manage",
  "tenant.alerts.view",
  "tenant.alerts.snooze",
  "tenant.alerts.manage",
  "tenant.approvals.decide",
  "audit.view",
  /** Sees diagnostic context of a run. */
  "operations.diagnostics",
] as const;
export type Capability = (typeof capabilities)[number];

export const platformCapabilities = [
  "platform.console.view",
  "platform.directory.view",
  "platform.operations.view",
  "platform.operations.manage",
  "platform.runbooks.view",
  "platform.runbooks.run",
] as const;
export type PlatformCapability = (typeof platformCapabilities)[number];

const readonly: readonly Capability[] = [
  "tenant.core.view",
  "tenant.settings.view",
  "tenant.providers.view",
  "tenant.operations.view",
  "tenant.inventory.view",
  "tenant.drift.view",
  "tenant.policies.view",
  "tenant.schedules.view",
  "environment_review.view",
  "tenant.promises.view",
  "tenant.alerts.view",
];
const operator: readonly Capability[] = [
  ...readonly,
  "tenant.operations.start",
  "tenant.inventory.sync",
  "tenant.policies.sync",
  "tenant.providers.run_ops",
  "tenant.drift.ack",
  "tenant.alerts.snooze",
  "operations.diagnostics",
];
const manager: readonly Capability[] = [
  ...operator,
  "environment_review.manage",
  "tenant.backups.manage",
  "tenant.schedules.manage",
  "tenant.restore.execute",
  "tenant.waves.start",
  "tenant.providers.manage",
  "tenant.providers.credentials.rotate",
  "tenant.settings.manage",
  "tenant.promises.manage",
  "tenant.alerts.manage",
  "tenant.approvals.decide",
  "audit.view",
];

/** Capabilities by role: each role includes the one before, and an owner has all. */
const matrix: Record<KnownRole, ReadonlySet<string>> = {
  readonly: new Set(readonly),
  operator: new Set(operator),
  manager: new Set(manager),
  owner: new Set(capabilities),
  unknown: new Set(),
};

/** Capabilities of a role, in the order of the list above. */
export function capabilitiesOf(role: KnownRole): Capability[] {
  return capabilities.filter((capability) => matrix[role].has(capability));
}

/** The first role with a capability; all roles after it have it too. Undefined for a capability of no role. */
export const firstRoleWith = (capability: string): Role | undefined =>
  roles.find((role) => hasCapability(role, capability));

/** Whether a role has a capability. An unknown capability is granted to no role. */
export function hasCapability(role: KnownRole, capability: string): boolean {
  return matrix[role].has(capability);
}
