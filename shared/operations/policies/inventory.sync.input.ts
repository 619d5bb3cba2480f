import * as z from "zod";
import { connectionInput } from "../provider/connection-choice.ts";

/** The types of an inventory: each is one list of the provider. */
export const inventoryTypes = [
  "configurationPolicies",
  "deviceCompliancePolicies",
  "deviceConfigurations",
  "assignmentFilters",
  "roleScopeTags",
  "notificationMessageTemplates",
  "deviceManagementScripts",
  "intents",
  "groupPolicyConfigurations",
  "deviceEnrollmentConfigurations",
  "windowsAutopilotDeploymentProfiles",
  "mobileApps",
  "managedAppPolicies",
  "conditionalAccessPolicies",
] as const;
export type InventoryType = (typeof inventoryTypes)[number];
export const inventoryCalls = inventoryTypes;

export const inventorySyncInput = connectionInput.extend({
  types: z.array(z.enum(inventoryTypes)).min(1).max(inventoryTypes.length).optional(),
});
export type InventorySyncInput = z.infer<typeof inventorySyncInput>;

/** The chosen types without repetitions, in their usual order; all of them by default. */
export const chosenTypes = (types: readonly InventoryType[] | undefined): readonly InventoryType[] =>
  types === undefined ? inventoryTypes : inventoryTypes.filter((type) => types.includes(type));
