import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod";
import { alertPage } from "../../shared/contract/alerts.ts";
import { runDetail } from "../../shared/contract/runs.ts";
import type { Deployment } from "./deployment.ts";
import { senderOf } from "./deployment.ts";
import { spread } from "./subject.ts";

const started = z.object({ run: z.object({ id: z.string() }) });
/** Evaluations run once a minute; the recoveries are spread over one. */
const minuteMilliseconds = 60_000;
const patienceMilliseconds = 300_000;

/**
 * From the end of the success that solves a problem to the end of its alert. `fail` makes the checks of the given
 * connections fail, and `heal` succeed again.
 */
export async function measureAlertEnds(
  { workspaceId, environmentId, ...deployment }: Omit<Deployment, "connectionIds">,
  connectionIds: readonly string[],
  { fail, heal }: { fail(): Promise<unknown>; heal(): Promise<unknown> },
) {
  const send = senderOf(deployment);
  const workspace = `/api/workspaces/${workspaceId}`;
  const read = async <Value>(path: string, schema: z.ZodType<Value>) =>
    schema.parse(await (await send("GET", `${workspace}${path}`)).json());
  const ended = async (id: string) => {
    for (;;) {
      const run = await read(`/operations/${id}`, runDetail);
      if (run.completedAt !== null) return run;
      await wait(200);
    }
  };
  const check = async (providerConnectionId: string | undefined) => {
    const body = { type: "provider.connection.check", environmentId, input: { providerConnectionId } };
    const answer = started.parse(await (await send("POST", `${workspace}/operations`, body)).json());
    return ended(answer.run.id);
  };
  const listed = async (state: "open" | "closed", runIds: ReadonlySet<string>) => {
    const giveUpAt = performance.now() + patienceMilliseconds;
    for (;;) {
      const { items } = await read(`/alerts?state=${state}&limit=100`, alertPage);
      const found = items.filter(({ runId }) => runId !== null && runIds.has(runId));
      if (found.length === runIds.size || performance.now() > giveUpAt) return found;
      await wait(500);
    }
  };

  const rule = { name: "Waits", causes: ["failed", "blocked"], environments: [environmentId], channelIds: [] };
  await send("POST", `${workspace}/alert-rules`, rule);
  await fail();
  const failed = await Promise.all(connectionIds.map(check));
  const runIds = new Set(failed.map(({ id }) => id));
  const opened = await listed("open", runIds);
  await heal();

  const successes = new Map<string, number>();
  for (const [at, run] of failed.entries()) {
    const success = await check(connectionIds[at]);
    successes.set(run.id, Date.parse(success.completedAt ?? ""));
    await wait(minuteMilliseconds / connectionIds.length);
  }
  const closed = await listed("closed", runIds);
  const waits = closed.flatMap(({ runId, closedAt }) => {
    const success = successes.get(runId ?? "");
    return success === undefined || closedAt === null ? [] : [Date.parse(closedAt) - success];
  });
  return { failures: failed.length, opened: opened.length, closed: closed.length, endToAlertEnd: spread(waits) };
}
