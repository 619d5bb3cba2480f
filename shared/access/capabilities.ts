import type { KnownRole } from "../roles.ts";

/** What a person may do in a workspace. Features ask for one of these and never for a role. */
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
  "tenant.restore.execute",
  "tenant.danger_zone",
  "environment_review.view",
  "environment_review.manage",
  "audit.view",
  /** Sees what a run carries for those who look for a cause. */
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
  "environment_review.view",
];
const operator: readonly Capability[] = [
  ...readonly,
  "tenant.operations.start",
  "tenant.inventory.sync",
  "tenant.policies.sync",
  "tenant.providers.run_ops",
  "tenant.drift.ack",
  "operations.diagnostics",
];
const manager: readonly Capability[] = [
  ...operator,
  "environment_review.manage",
  "tenant.backups.manage",
  "tenant.restore.execute",
  "tenant.providers.manage",
  "tenant.providers.credentials.rotate",
  "tenant.settings.manage",
  "audit.view",
];

/** The whole matrix: each role may do what the one before it may, and an owner everything. */
const matrix: Record<KnownRole, ReadonlySet<string>> = {
  readonly: new Set(readonly),
  operator: new Set(operator),
  manager: new Set(manager),
  owner: new Set(capabilities),
  unknown: new Set(),
};

/** What a role may do, in the order of the list above. */
export function capabilitiesOf(role: KnownRole): Capability[] {
  return capabilities.filter((capability) => matrix[role].has(capability));
}

/** Whether a role has a capability. A name that is no capability is had by nobody. */
export function hasCapability(role: KnownRole, capability: string): boolean {
  return matrix[role].has(capability);
}
