import { answerOf, type RuntruthClient } from "./client.ts";
import { pause } from "./retrying-fetch.ts";
import type { components } from "./schema.ts";

export type RunDetail = components["schemas"]["RunDetail"];

export interface WaitOptions {
  readonly workspaceId: string;
  readonly runId: string;
  /** Stops waiting after so many milliseconds; default: never. */
  readonly limitMilliseconds?: number;
  readonly signal?: AbortSignal;
  /** Called with each answer, the last one included. */
  readonly onRun?: (run: RunDetail) => void;
  /** For another clock; defaults to the machine's. */
  readonly now?: () => number;
  readonly wait?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/**
 * Waits until a run has ended and returns it, or returns the active run at the limit. Asks as often as each answer says.
 * Throws `ApiProblem` when the run cannot be read.
 */
export async function waitForRun(client: RuntruthClient, options: WaitOptions): Promise<RunDetail> {
  const { workspaceId, runId, limitMilliseconds = Number.POSITIVE_INFINITY, signal, onRun } = options;
  const { now = Date.now, wait = pause } = options;
  const end = now() + limitMilliseconds;
  for (;;) {
    const run = await answerOf(
      client.GET("/api/workspaces/{ws}/operations/{run}", {
        params: { path: { ws: workspaceId, run: runId } },
        ...(signal !== undefined && { signal }),
      }),
    );
    onRun?.(run);
    const { intervalSeconds } = run.polling;
    const left = end - now();
    if (run.status === "completed" || intervalSeconds === null || left <= 0) return run;
    await wait(Math.min(intervalSeconds * 1000, left), signal);
  }
}
