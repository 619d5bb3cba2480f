/**
 * The version of the rules that derive freshness, problem class, actionability, stale lineage and their explanation. It is
 * written into evidence bundles, so that a reader knows which rules its verdicts follow. A rule that gives another verdict
 * for the same facts is another version (`test/derived/run-rules.test.ts`).
 */
export const runRulesVersion = 1;
