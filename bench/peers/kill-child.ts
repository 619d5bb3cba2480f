import { appendFileSync } from "node:fs";
import * as z from "zod";
import { loadPeer } from "../peer-packages.ts";

/** A killable worker with slow jobs that logs the begin and the end of each job to a file. */
const millisPerJob = 300;
const isFunction = (value: unknown) => typeof value === "function";
const given = z.object({ peer: z.string(), url: z.string(), queue: z.string(), file: z.string() });
const { peer, url, queue, file } = given.parse(JSON.parse(process.argv[2] ?? ""));
const payload = z.object({ at: z.number() });

async function handle(data: unknown): Promise<void> {
  const { at } = payload.parse(data);
  appendFileSync(file, `begun ${at}\n`);
  await new Promise((resolve) => setTimeout(resolve, millisPerJob));
  appendFileSync(file, `done ${at}\n`);
}

const start: Readonly<Record<string, () => Promise<void>>> = {
  async "pg-boss"() {
    interface Boss {
      start(): Promise<unknown>;
      work(
        name: string,
        options: object,
        handler: (jobs: readonly { readonly data: unknown }[]) => Promise<void>,
      ): Promise<string>;
    }
    const library = z.object({ PgBoss: z.custom<new (options: object) => Boss>(isFunction) });
    const { PgBoss } = library.parse(await loadPeer("pg-boss"));
    const boss = new PgBoss({ connectionString: url });
    await boss.start();
    await boss.work(queue, { pollingIntervalSeconds: 0.5, localConcurrency: 16 }, async (jobs) => {
      for (const { data } of jobs) await handle(data);
    });
  },
  async "graphile-worker"() {
    const library = z.object({
      run: z.custom<(options: object) => Promise<unknown>>(isFunction),
      Logger: z.custom<new (factory: () => () => void) => object>(isFunction),
    });
    const { run, Logger } = library.parse(await loadPeer("graphile-worker"));
    const logger = new Logger(() => () => undefined);
    await run({ connectionString: url, concurrency: 16, noHandleSignals: true, logger, taskList: { [queue]: handle } });
  },
  async bullmq() {
    const library = z.object({
      Worker:
        z.custom<
          new (
            name: string,
            handle: (job: { readonly data: unknown }) => Promise<void>,
            options: object,
          ) => object
        >(isFunction),
    });
    const { Worker } = library.parse(await loadPeer("bullmq"));
    const { hostname: host, port } = new URL(url);
    const connection = { host, port: Number(port), maxRetriesPerRequest: null };
    Reflect.construct(Worker, [
      queue,
      ({ data }: { readonly data: unknown }) => handle(data),
      { connection, concurrency: 16 },
    ]);
  },
};
await start[peer]?.();
