/** The scope of the stack's own user pool: who has a token for it may call the API. Named here, because programs ask for it. */
export const apiScope = { resourceServer: "runtruth", name: "call" } as const;

/** The same as tokens and routes spell it. */
export const callScope = `${apiScope.resourceServer}/${apiScope.name}`;
