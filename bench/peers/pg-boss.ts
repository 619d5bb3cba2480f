import { createHash } from "node:crypto";
import * as z from "zod";
import { loadPeer } from "../peer-packages.ts";
import type { PeerReport, Variant, Work } from "./contract.ts";
import { countQueries } from "./counted-postgres.ts";
import { playPhases } from "./phases.ts";

interface Job {
  readonly data: unknown;
}
interface Boss {
  start(): Promise<unknown>;
  createQueue(name: string): Promise<unknown>;
  send(name: string, data: object, options: object): Promise<unknown>;
  work(name: string, options: object, handler: (jobs: readonly Job[]) => Promise<unknown>): Promise<string>;
  offWork(name: string): Promise<unknown>;
  stop(options: object): Promise<unknown>;
  getDb(): { executeSql(text: string, values: readonly unknown[]): Promise<{ readonly rows: readonly unknown[] }> };
  on(event: "error", listener: (error: unknown) => void): void;
}
const library = z.object({
  PgBoss: z.custom<new (options: object) => Boss>((value) => typeof value === "function"),
});
const payload = z.object({ at: z.number() });

/**
 * Default: sixteen workers in the documented form, polling every half second. Fast: its documented way to drain a
 * backlog. In a batch one failure fails all jobs, unless each is completed individually.
 */
const workOptions: Readonly<Record<Variant, object>> = {
  default: { pollingIntervalSeconds: 0.5, localConcurrency: 16 },
  fast: {
    batchSize: 100,
    localConcurrency: 4,
    burstWhenBatchFull: true,
    pollingIntervalSeconds: 0.5,
    perJobResults: true,
  },
};

export async function playPgBoss(work: Work): Promise<PeerReport> {
  const queries = await countQueries();
  const { PgBoss } = library.parse(await loadPeer("pg-boss"));
  const boss = new PgBoss({ connectionString: work.url });
  boss.on("error", (error) => process.stderr.write(`pg-boss: ${String(error)}\n`));
  await boss.start();
  const queue = `work-${work.variant}-${Date.now()}`;
  await boss.createQueue(queue);
  const ask = async (text: string) => (await boss.getDb().executeSql(text, [queue])).rows;

  const report = await playPhases(work, {
    start: (at) => boss.send(queue, { at, padding: "x".repeat(200) }, { id: idOf(queue, at), retryLimit: 0 }),
    async work(handle, isDone) {
      await boss.work(queue, workOptions[work.variant], async (jobs) => {
        if (work.variant === "default") {
          for (const { data } of jobs) handle(payload.parse(data).at);
          return undefined;
        }
        return jobs.map((job) => resultOf(job, handle));
      });
      await isDone();
      await boss.offWork(queue);
    },
    roundTrips: async () => queries(),
    async failedVisible() {
      return (await ask("SELECT 1 FROM pgboss.job WHERE name = $1 AND state = 'failed'")).length;
    },
    async list() {
      const from = "FROM pgboss.job WHERE name = $1";
      return {
        "newest 50": (await ask(`SELECT * ${from} ORDER BY created_on DESC LIMIT 50`)).length,
        "failed, newest 50": (await ask(`SELECT * ${from} AND state = 'failed' ORDER BY created_on DESC LIMIT 50`))
          .length,
        "count by state": (await ask(`SELECT state, count(*) ${from} GROUP BY state`)).length,
      };
    },
  });
  await boss.stop({ graceful: false });
  return report;
}

const identified = z.looseObject({ id: z.string() });

function resultOf(job: Job, handle: (at: number) => void): object {
  const { id } = identified.parse(job);
  try {
    handle(payload.parse(job.data).at);
    return { id, status: "completed" };
  } catch (error) {
    return { id, status: "failed", output: { message: String(error) } };
  }
}

/** The job's id deduplicates a second start. */
function idOf(queue: string, at: number): string {
  const hex = createHash("sha256").update(`${queue}/${at}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
