/** What a promise can require of an environment; each kind is proven by full successes of one type of work. */
export const proofKinds = ["backup", "compare", "review", "evidence", "sync", "check"] as const;
export type ProofKind = (typeof proofKinds)[number];
