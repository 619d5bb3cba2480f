/** The workspace and environment in which the canary's runs live, and nothing else. */
export const canaryPlace = { workspace: "canary", environment: "canary" } as const;
