import { randomUUID } from "node:crypto";
import * as z from "zod";
import { loadPeer } from "../peer-packages.ts";
import { startPostgres } from "../postgres.ts";
import { startRedis } from "../redis.ts";
import type { Subject, Times } from "./subject.ts";

/** A peer with its store and its workers running in this process, as its documentation shows them. */
export interface RunningPeer extends Subject {
  stop(): Promise<void>;
}

const isFunction = (value: unknown) => typeof value === "function";
const workersAtOnce = 16;
/** As many as the product's reader sees on one page. */
const pageSize = 100;
const instant = z.date().transform((date) => date.getTime());

interface Boss {
  start(): Promise<unknown>;
  createQueue(name: string): Promise<unknown>;
  send(name: string, data: object, options: object): Promise<string | null>;
  work(name: string, options: object, handler: () => Promise<void>): Promise<string>;
  stop(options: object): Promise<unknown>;
  getDb(): { executeSql(text: string, values: readonly unknown[]): Promise<{ readonly rows: readonly unknown[] }> };
  on(event: "error", listener: (error: unknown) => void): void;
}
const bossLibrary = z.object({ PgBoss: z.custom<new (options: object) => Boss>(isFunction) });
const bossRow = z.object({ id: z.string(), created_on: instant, started_on: instant, completed_on: instant });

/** pg-boss has no list in its API: the query reads its table. Its workers look for jobs every half second, its least. */
export async function startPgBoss(): Promise<RunningPeer> {
  const postgres = await startPostgres();
  const { PgBoss } = bossLibrary.parse(await loadPeer("pg-boss"));
  const boss = new PgBoss({ connectionString: postgres.connectionString });
  boss.on("error", (error) => process.stderr.write(`pg-boss: ${String(error)}\n`));
  await boss.start();
  await boss.createQueue("waits");
  await boss.work("waits", { pollingIntervalSeconds: 0.5, localConcurrency: workersAtOnce }, async () => undefined);
  const newest =
    "SELECT id, created_on, started_on, completed_on FROM pgboss.job WHERE name = $1 AND state = 'completed' " +
    `ORDER BY created_on DESC LIMIT ${pageSize}`;
  return {
    start: async (at) => (await boss.send("waits", { at }, { retryLimit: 0 })) ?? undefined,
    async listEnded() {
      const { rows } = await boss.getDb().executeSql(newest, ["waits"]);
      return new Map(rows.map((row) => timesOfBoss(bossRow.parse(row))));
    },
    async stop() {
      await boss.stop({ graceful: false });
      await postgres.stop();
    },
  };
}

const timesOfBoss = (row: z.infer<typeof bossRow>): [string, Times] => [
  row.id,
  { createdAt: row.created_on, startedAt: row.started_on, endedAt: row.completed_on },
];

interface Utils {
  migrate(): Promise<void>;
  addJob(task: string, payload: object, spec: object): Promise<unknown>;
  release(): Promise<void>;
}
const graphileLibrary = z.object({
  makeWorkerUtils: z.custom<(options: object) => Promise<Utils>>(isFunction),
  run: z.custom<(options: object) => Promise<{ stop(): Promise<void> }>>(isFunction),
  Logger: z.custom<new (factory: () => () => void) => object>(isFunction),
});
const job = z.object({ id: z.string() });
const payload = z.object({ id: z.string(), createdAt: z.number() });

/** graphile-worker deletes a job that ended, so it has no list; its worker records when a job began. */
export async function startGraphileWorker(): Promise<RunningPeer> {
  const postgres = await startPostgres();
  const pgPool = await postgres.connect(workersAtOnce + 2);
  const { makeWorkerUtils, run, Logger } = graphileLibrary.parse(await loadPeer("graphile-worker"));
  const logger = new Logger(() => () => undefined);
  const utils = await makeWorkerUtils({ pgPool, logger });
  await utils.migrate();
  const ends = new Map<string, Times>();
  const runner = await run({
    pgPool,
    concurrency: workersAtOnce,
    noHandleSignals: true,
    logger,
    taskList: {
      waits: async (given: unknown) => {
        const { id, createdAt } = payload.parse(given);
        ends.set(id, { createdAt, startedAt: Date.now(), endedAt: Date.now() });
      },
    },
  });
  return {
    async start() {
      const id = randomUUID();
      job.parse(await utils.addJob("waits", { id, createdAt: Date.now() }, { maxAttempts: 1 }));
      return id;
    },
    recordedEnds: () => ends,
    async stop() {
      await runner.stop();
      await utils.release();
      await postgres.stop();
    },
  };
}

interface Queue {
  add(name: string, data: object, options: object): Promise<unknown>;
  getJobs(states: readonly string[], from: number, to: number): Promise<readonly unknown[]>;
  close(): Promise<void>;
}
interface Worker {
  close(): Promise<void>;
  on(event: "error", listener: (error: unknown) => void): void;
}
const bullLibrary = z.object({
  Queue: z.custom<new (name: string, options: object) => Queue>(isFunction),
  Worker: z.custom<new (name: string, handle: () => Promise<void>, options: object) => Worker>(isFunction),
});
const bullJob = z.object({ id: z.string(), timestamp: z.number(), processedOn: z.number(), finishedOn: z.number() });

/** BullMQ lists jobs by state, newest first. */
export async function startBullmq(): Promise<RunningPeer> {
  const redis = await startRedis();
  const { Queue, Worker } = bullLibrary.parse(await loadPeer("bullmq"));
  const { hostname: host, port } = new URL(redis.url);
  const connection = { host, port: Number(port), maxRetriesPerRequest: null };
  const queue = new Queue("waits", { connection });
  const worker = new Worker("waits", async () => undefined, { connection, concurrency: workersAtOnce });
  worker.on("error", (error) => process.stderr.write(`bullmq: ${String(error)}\n`));
  return {
    start: async (at) => job.parse(await queue.add("waits", { at }, { attempts: 1 })).id,
    async listEnded() {
      const jobs = await queue.getJobs(["completed"], 0, pageSize - 1);
      return new Map(
        jobs.flatMap((one) => {
          const read = bullJob.safeParse(one);
          if (!read.success) return [];
          const { id, timestamp: createdAt, processedOn: startedAt, finishedOn: endedAt } = read.data;
          return [[id, { createdAt, startedAt, endedAt }] as const];
        }),
      );
    },
    async stop() {
      await worker.close();
      await queue.close();
      await redis.stop();
    },
  };
}
