import { noQuery } from "./lists.ts";

/** What routes of one kind have in common. */
export const get = { method: "GET", function: "read-api", body: null, takesIdempotencyKey: false } as const;
export const open = { ...get, auth: "none", capability: null, query: noQuery, problems: [] } as const;
export const signedIn = { ...get, auth: "jwt" } as const;

const writing = { auth: "jwt", function: "operations-api", query: noQuery, takesIdempotencyKey: false } as const;
/** Acts on what its path names; a body is not taken. */
export const action = { ...writing, method: "POST", body: null } as const;
/** Replaces what its path names, whole. */
export const replace = { ...writing, method: "PUT" } as const;
/** Ends what its path names; nothing is removed from history. */
export const end = { ...writing, method: "DELETE", body: null } as const;

export const workspace = "/api/workspaces/{ws}";
export const operations = `${workspace}/operations` as const;
export const records = `${workspace}/environments/{env}/records` as const;
export const system = "/api/system";
