import * as z from "zod";

/** The collections of device management that are served, by their Graph names. */
export const collections = ["deviceCompliancePolicies", "configurationPolicies", "deviceConfigurations"] as const;
export type Collection = (typeof collections)[number];

/** A policy as it was exported: whatever it holds, it has an id. */
export const policySchema = z.looseObject({ id: z.string().min(1) });
export type Policy = z.infer<typeof policySchema>;
