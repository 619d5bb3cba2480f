/** What an operation may change, from nothing to what cannot be undone. */
export const risks = ["read", "artifact", "mutation", "destructive"] as const;
export type Risk = (typeof risks)[number];
