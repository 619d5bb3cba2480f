import * as z from "zod";

/** The supported collections of Microsoft Graph device management. */
export const collections = ["deviceCompliancePolicies", "configurationPolicies", "deviceConfigurations"] as const;
export type Collection = (typeof collections)[number];

/** An exported policy: any fields, but always an id. */
export const policySchema = z.looseObject({ id: z.string().min(1) });
export type Policy = z.infer<typeof policySchema>;
