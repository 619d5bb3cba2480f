/** The scope that tokens of the stack's own user pool need to call the API. Machine clients request it by name. */
export const apiScope = { resourceServer: "runtruth", name: "call" } as const;

/** The full scope, as in tokens and routes. */
export const callScope = `${apiScope.resourceServer}/${apiScope.name}`;
