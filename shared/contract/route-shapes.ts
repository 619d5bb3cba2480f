import { noQuery } from "./lists.ts";

/** Defaults of routes by method. */
export const get = { method: "GET", function: "read-api", body: null, takesIdempotencyKey: false } as const;
export const open = { ...get, auth: "none", capability: null, query: noQuery, problems: [] } as const;
export const signedIn = { ...get, auth: "jwt" } as const;

const writing = { auth: "jwt", function: "operations-api", query: noQuery, takesIdempotencyKey: false } as const;
/** Acts on the resource in its path; takes no body. */
export const action = { ...writing, method: "POST", body: null } as const;
/** Replaces the resource in its path. */
export const replace = { ...writing, method: "PUT" } as const;
/** Ends the resource in its path; history is kept. */
export const end = { ...writing, method: "DELETE", body: null } as const;

export const workspace = "/api/workspaces/{ws}";
export const operations = `${workspace}/operations` as const;
export const bulkActions = `${workspace}/bulk-actions` as const;
export const records = `${workspace}/environments/{env}/records` as const;
export const system = "/api/system";
