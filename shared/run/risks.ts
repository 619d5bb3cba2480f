/** What an operation may change, from nothing to irreversible changes. */
export const risks = ["read", "artifact", "mutation", "destructive"] as const;
export type Risk = (typeof risks)[number];
