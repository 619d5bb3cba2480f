import * as z from "zod";
import { loadPeer } from "../peer-packages.ts";
import type { PeerReport, Variant, Work } from "./contract.ts";
import { countQueries } from "./counted-postgres.ts";
import { playPhases } from "./phases.ts";

interface Utils {
  migrate(): Promise<void>;
  addJob(task: string, payload: object, spec: object): Promise<unknown>;
  withPgClient<Value>(
    use: (client: { query(text: string): Promise<{ readonly rows: readonly unknown[] }> }) => Promise<Value>,
  ): Promise<Value>;
  release(): Promise<void>;
}
interface Runner {
  stop(): Promise<void>;
}
const isFunction = (value: unknown) => typeof value === "function";
const library = z.object({
  makeWorkerUtils: z.custom<(options: object) => Promise<Utils>>(isFunction),
  run: z.custom<(options: object) => Promise<Runner>>(isFunction),
  Logger: z.custom<new (factory: () => () => void) => object>(isFunction),
});
const payload = z.object({ at: z.number() });

/** Default: sixteen concurrent jobs, fetched singly. Fast: the settings of its published benchmark. */
const presets: Readonly<Record<Variant, object>> = {
  default: {},
  fast: { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 },
};

export async function playGraphileWorker(work: Work): Promise<PeerReport> {
  const queries = await countQueries();
  const { makeWorkerUtils, run, Logger } = library.parse(await loadPeer("graphile-worker"));
  const logger = new Logger(() => () => undefined);
  const utils = await makeWorkerUtils({ connectionString: work.url, logger });
  await utils.migrate();
  const task = `work_${work.variant}_${Date.now()}`;
  const ask = async (text: string) => (await utils.withPgClient((client) => client.query(text))).rows.length;
  const jobs = "FROM graphile_worker.jobs";

  const report = await playPhases(work, {
    start: (at) => utils.addJob(task, { at, padding: "x".repeat(200) }, { jobKey: `${task}/${at}`, maxAttempts: 1 }),
    async work(handle, isDone) {
      const runner = await run({
        connectionString: work.url,
        concurrency: 16,
        maxPoolSize: 18,
        noHandleSignals: true,
        logger,
        taskList: { [task]: async (given: unknown) => handle(payload.parse(given).at) },
        preset: { worker: presets[work.variant] },
      });
      await isDone();
      await runner.stop();
    },
    roundTrips: async () => queries(),
    failedVisible: () => ask(`SELECT 1 ${jobs} WHERE task_identifier = '${task}' AND last_error IS NOT NULL`),
    async list() {
      return {
        "newest 50": "cannot",
        "failed, newest 50": await ask(
          `SELECT * ${jobs} WHERE last_error IS NOT NULL ORDER BY created_at DESC LIMIT 50`,
        ),
        "count by state": "cannot",
      };
    },
  });
  await utils.release();
  return report;
}
