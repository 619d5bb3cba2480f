import * as z from "zod";
import { loadPeer } from "../peer-packages.ts";
import type { PeerReport, Variant, Work } from "./contract.ts";
import { playPhases } from "./phases.ts";

interface Queue {
  add(name: string, data: object, options: object): Promise<unknown>;
  getJobs(states: readonly string[], from: number, to: number): Promise<readonly unknown[]>;
  getJobCounts(): Promise<Record<string, number>>;
  close(): Promise<void>;
}
interface Client {
  sendCommand(...call: readonly unknown[]): unknown;
}
interface Worker {
  close(): Promise<void>;
  on(event: "error", listener: (error: unknown) => void): void;
}
interface Given {
  readonly data: unknown;
}
const isFunction = (value: unknown) => typeof value === "function";
const library = z.object({
  Queue: z.custom<new (name: string, options: object) => Queue>(isFunction),
  Worker: z.custom<new (name: string, handle: (job: Given) => Promise<void>, options: object) => Worker>(isFunction),
});
const driver = z.object({ default: z.custom<{ readonly prototype: Client }>(isFunction) });
const payload = z.object({ at: z.number() });

/** Default: sixteen concurrent jobs. Fast: the concurrency that its documentation suggests for I/O-bound work. */
const atOnce: Readonly<Record<Variant, number>> = { default: 16, fast: 100 };

/** Counts every command of this process's clients; commands inside a server-side script are no round trip. */
async function countCommands(): Promise<() => number> {
  const { default: Redis } = driver.parse(await loadPeer("ioredis"));
  const { sendCommand } = Redis.prototype;
  let count = 0;
  Redis.prototype.sendCommand = function (this: Client, ...call) {
    count += 1;
    return Reflect.apply(sendCommand, this, call);
  };
  return () => count;
}

export async function playBullmq(work: Work): Promise<PeerReport> {
  const commands = await countCommands();
  const { Queue, Worker } = library.parse(await loadPeer("bullmq"));
  const { hostname: host, port } = new URL(work.url);
  const connection = { host, port: Number(port), maxRetriesPerRequest: null };
  const name = `work-${work.variant}-${Date.now()}`;
  const queue = new Queue(name, { connection });

  const report = await playPhases(work, {
    start: (at) => queue.add("work", { at, padding: "x".repeat(200) }, { jobId: `job-${at}`, attempts: 1 }),
    async work(handle, isDone) {
      const worker = new Worker(name, async ({ data }) => handle(payload.parse(data).at), {
        connection,
        concurrency: atOnce[work.variant],
      });
      worker.on("error", (error) => process.stderr.write(`bullmq: ${String(error)}\n`));
      await isDone();
      await worker.close();
    },
    roundTrips: async () => commands(),
    async failedVisible() {
      return (await queue.getJobCounts()).failed ?? 0;
    },
    async list() {
      return {
        "newest 50": (await queue.getJobs(["completed"], 0, 49)).length,
        "failed, newest 50": (await queue.getJobs(["failed"], 0, 49)).length,
        "count by state": Object.keys(await queue.getJobCounts()).length,
      };
    },
  });
  await queue.close();
  return report;
}
