import { expect, it } from "vitest";
import { type Capability, capabilities, capabilitiesOf, hasCapability } from "../../shared/access/capabilities.ts";
import { roles } from "../../shared/access/roles.ts";
import { operations } from "../../shared/operations/registry.ts";

/** The capability matrix: o for owner, m for manager, p for operator, r for readonly. */
const expected: Record<Capability, string> = {
  "tenant.core.view": "ompr",
  "tenant.members.view": "o",
  "tenant.members.manage": "o",
  "tenant.settings.view": "ompr",
  "tenant.settings.manage": "om",
  "tenant.providers.view": "ompr",
  "tenant.providers.manage": "om",
  "tenant.providers.credentials.rotate": "om",
  "tenant.providers.run_ops": "omp",
  "tenant.operations.view": "ompr",
  "tenant.operations.start": "omp",
  "tenant.inventory.view": "ompr",
  "tenant.inventory.sync": "omp",
  "tenant.drift.view": "ompr",
  "tenant.drift.ack": "omp",
  "tenant.policies.view": "ompr",
  "tenant.policies.sync": "omp",
  "tenant.policies.delete": "o",
  "tenant.backups.manage": "om",
  "tenant.schedules.view": "ompr",
  "tenant.schedules.manage": "om",
  "tenant.restore.execute": "om",
  "tenant.waves.start": "om",
  "tenant.danger_zone": "o",
  "environment_review.view": "ompr",
  "environment_review.manage": "om",
  "tenant.promises.view": "ompr",
  "tenant.promises.manage": "om",
  "tenant.alerts.view": "ompr",
  "tenant.alerts.snooze": "omp",
  "tenant.alerts.manage": "om",
  "tenant.approvals.decide": "om",
  "audit.view": "om",
  "operations.diagnostics": "omp",
};
const letters = { owner: "o", manager: "m", operator: "p", readonly: "r" } as const;

it.each(roles)("role %s has exactly the capabilities of the matrix", (role) => {
  for (const capability of capabilities) {
    expect([capability, hasCapability(role, capability)]).toEqual([
      capability,
      expected[capability].includes(letters[role]),
    ]);
  }
  expect(capabilitiesOf(role)).toEqual(capabilities.filter((name) => hasCapability(role, name)));
});

it("capability matrix grants an unknown capability to no role", () => {
  for (const role of roles) {
    for (const name of ["system_only", "", "owner", "constructor", "tenant.everything"])
      expect(hasCapability(role, name)).toBe(false);
  }
});

it("capability matrix covers the capability of every startable operation", () => {
  for (const { capability } of operations) {
    if (capability !== "system_only") expect(capabilities).toContain(capability);
  }
});
