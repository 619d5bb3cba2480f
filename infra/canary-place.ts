/** The workspace and environment in which the canary's runs live, and nothing else. */
export const canaryPlace = { workspace: "canary", environment: "canary" } as const;

/** Reads and writes real records through every part of the product, and calls no provider. */
export const canaryOperation = "tenant.evidence.snapshot.generate";
