import { createApp } from "../functions/read-api/app.ts";
import type { Clock } from "../shared/clock.ts";
import { eventOf } from "../test/functions/events.ts";
import { lambdaContext } from "../test/functions/lambda-context.ts";
import type { Place } from "./lives.ts";
import { type Billed, meter } from "./meter.ts";

interface ReadModel {
  readonly path: string;
  readonly query?: string;
  readonly as?: string;
}

const workspace = "/api/workspaces/acme";

/** What a person looks at, by name: one line more is all a new one needs. `{run}` stands for the newest ended run. */
export const readModels: Readonly<Record<string, ReadModel>> = {
  "runs, newest 50": { path: `${workspace}/operations`, query: "limit=50" },
  "runs of one environment, newest 50": { path: `${workspace}/operations`, query: "limit=50&environmentId=env-03" },
  "runs that need attention, newest 50": { path: `${workspace}/operations`, query: "limit=50&tab=needs_attention" },
  "counts of every tab": { path: `${workspace}/operations/summary` },
  "activity, what runs now": { path: `${workspace}/operations/activity` },
  "metrics of the last day": { path: `${workspace}/operations/metrics` },
  "overview of a workspace": { path: `${workspace}/overview` },
  "inbox, what needs a person": { path: `${workspace}/inbox` },
  "dashboard of an environment": { path: `${workspace}/environments/env-03/dashboard` },
  "one run": { path: `${workspace}/operations/{run}` },
  "environments of a workspace": { path: `${workspace}/environments` },
  "audit, newest 50": { path: `${workspace}/audit`, query: "limit=50" },
  "records of an environment": { path: `${workspace}/environments/env-03/records/policies`, query: "limit=50" },
  "who am I": { path: "/api/me" },
};

/** The read API over a table, and what each of its answers cost. */
export function createReader({ client, tableName }: Place, clock: Clock) {
  const metered = meter(client);
  const api = createApp({
    client: metered.client,
    tableName,
    clock,
    overrides: {},
    ratePerSecond: 1_000_000,
    readCursorKey: async () => "a key of at least thirty-two characters",
    log: { error: (...line: unknown[]) => void process.stderr.write(`${line.map(String).join(" ")}\n`) },
  });

  return async function read(model: ReadModel, runId: string): Promise<{ billed: Billed[]; bytes: number }> {
    metered.take();
    const path = model.path.replace("{run}", runId);
    const answer = await api(eventOf({ as: "owner", ...model, path }), lambdaContext);
    if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}: ${answer.body}`);
    return { billed: metered.take(), bytes: Buffer.byteLength(answer.body ?? "") };
  };
}
