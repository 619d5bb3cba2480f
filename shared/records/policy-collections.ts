/** The Graph collections whose policies are stored, in the order they are read. */
export const collections = ["deviceCompliancePolicies", "deviceConfigurations", "configurationPolicies"] as const;
export type Collection = (typeof collections)[number];
