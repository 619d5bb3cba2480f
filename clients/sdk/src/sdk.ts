// The entry point of the published package: what is not exported here is not part of it.
// biome-ignore-all lint/performance/noBarrelFile: a package needs one.
export { ApiProblem, type Problem, type ProblemCode } from "./api-problem.ts";
export { answerOf, type ClientOptions, createClient, createClientOf, type RuntruthClient } from "./client.ts";
export { everyItem } from "./every-item.ts";
export type { RetryOptions } from "./retrying-fetch.ts";
export type { components, operations, paths } from "./schema.ts";
export type { SendOptions } from "./send.ts";
export { type RunDetail, type WaitOptions, waitForRun } from "./wait-for-run.ts";
