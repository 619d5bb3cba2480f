import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import { quantile, rounded } from "../bench/statistics.ts";
import { answerOf, createClient } from "../clients/sdk/src/client.ts";

/**
 * Measures on a deployment how much longer quiet environments wait while one floods the queue of the long lane. The plan and
 * what must hold stand in docs/benchmarks/fairness.md. It starts real work: use a workspace of test environments.
 */
const settings = z
  .object({
    RUNTRUTH_URL: z.url(),
    RUNTRUTH_TOKEN: z.string().min(1),
    RUNTRUTH_WORKSPACE: z.string().min(1),
    /** Environments with a connection, separated by commas. */
    FAIRNESS_QUIET: z.string().transform((text) => text.split(",")),
    FAIRNESS_LOUD: z.string().min(1),
    /** A policy of the loud environment: each run of the flood backs it up into a set of its own. */
    FAIRNESS_POLICY: z.string().min(1),
    FAIRNESS_BASE_MINUTES: z.coerce.number().int().default(30),
    FAIRNESS_FLOOD_MINUTES: z.coerce.number().int().default(20),
  })
  .parse(process.env);
const { RUNTRUTH_URL: url, RUNTRUTH_TOKEN: token, RUNTRUTH_WORKSPACE: ws } = settings;
const client = createClient({ url, token: async () => token });
const floodRuns = 500;
const startsAtOnce = 10;

const start = async (environmentId: string, type: string, input: Record<string, unknown>): Promise<string> => {
  const body = { type, environmentId, input };
  const answer = await answerOf(client.POST("/api/workspaces/{ws}/operations", { params: { path: { ws } }, body }));
  if (answer.result === "already_available") throw new Error(`${type} started nothing in ${environmentId}`);
  return answer.run.id;
};

/** Each quiet environment starts a run a minute. Returns the ids. */
async function quietMinutes(minutes: number): Promise<string[]> {
  const ids: string[] = [];
  for (let minute = 0; minute < minutes; minute++) {
    const next = pause(60_000);
    ids.push(...(await Promise.all(settings.FAIRNESS_QUIET.map((id) => start(id, "policy.sync", {})))));
    await next;
  }
  return ids;
}

async function flood(): Promise<void> {
  for (let from = 0; from < floodRuns; from += startsAtOnce) {
    await Promise.all(
      Array.from({ length: startsAtOnce }, (_, at) =>
        start(settings.FAIRNESS_LOUD, "backup_set.update", {
          name: `fairness ${Date.now()} ${from + at}`,
          policyIds: [settings.FAIRNESS_POLICY],
        }),
      ),
    );
  }
}

/** The wait that 95 % of these runs stay below, in seconds. */
async function waitOf(ids: readonly string[]): Promise<number> {
  const waits: number[] = [];
  for (const run of new Set(ids)) {
    const params = { path: { ws, run } };
    waits.push((await answerOf(client.GET("/api/workspaces/{ws}/operations/{run}", { params }))).waitedSeconds);
  }
  return rounded(quantile(waits, 0.95));
}

const before = await waitOf(await quietMinutes(settings.FAIRNESS_BASE_MINUTES));
const [during] = await Promise.all([quietMinutes(settings.FAIRNESS_FLOOD_MINUTES).then(waitOf), flood()]);
process.stdout.write(`wait of quiet environments (95 %): ${before} s alone, ${during} s beside ${floodRuns} runs\n`);
