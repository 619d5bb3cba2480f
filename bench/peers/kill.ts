import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { loadPeer } from "../peer-packages.ts";

export interface KillReport {
  readonly jobs: number;
  /** Jobs in progress when their worker was killed. */
  readonly underWay: number;
  /** Seconds until the store showed the first of them as abandoned; undefined when it had not by the deadline. */
  readonly secondsToVisible: number | undefined;
  readonly waitedSeconds: number;
  /** Of the jobs in progress: not done by the deadline. */
  readonly notDone: number;
  readonly doneTwice: number;
}

const jobs = 200;
const killAfterMillis = 1500;
const child = new URL("./kill-child.ts", import.meta.url).pathname;
const isFunction = (value: unknown) => typeof value === "function";

/** The observer's interface of a peer: add jobs, and count those that the store shows as active. */
export interface Observer {
  readonly queue: string;
  add(at: number): Promise<unknown>;
  active(): Promise<number>;
  end(): Promise<unknown>;
}

/** Kills a worker with SIGKILL during its work, starts another, and observes the jobs. */
export async function playKill(
  peer: string,
  url: string,
  observer: Observer,
  waitSeconds: number,
): Promise<KillReport> {
  const folder = mkdtempSync(join(tmpdir(), "runtruth-kill-"));
  const file = join(folder, "done.txt");
  writeFileSync(file, "");
  const work = () =>
    spawn(process.execPath, [child, JSON.stringify({ peer, url, queue: observer.queue, file })], { stdio: "ignore" });
  for (let at = 0; at < jobs; at++) await observer.add(at);
  const first = work();
  await until(() => read(file).done.length > 0, 60);
  await sleep(killAfterMillis);
  // Some peers fetch jobs in batches and pause in between: kill during a batch.
  await until(() => underWayIn(read(file)).length > 1, 60);
  first.kill("SIGKILL");
  const killedAt = performance.now();
  await sleep(50);
  const underWay = underWayIn(read(file));
  // No worker is alive: every job that still counts as active is a stale claim.
  const believed = await observer.active();
  let secondsToVisible: number | undefined;
  const second = work();
  const isSeen = async () => {
    const seen = read(file);
    const again = underWay.some((at) => seen.begun.filter((one) => one === at).length > 1);
    return again || (seen.done.length >= jobs - underWay.length && (await observer.active()) < believed);
  };
  while ((performance.now() - killedAt) / 1000 < waitSeconds) {
    if (secondsToVisible === undefined && (await isSeen())) secondsToVisible = (performance.now() - killedAt) / 1000;
    if (new Set(read(file).done).size === jobs) break;
    await sleep(250);
  }
  const waitedSeconds = (performance.now() - killedAt) / 1000;
  second.kill("SIGKILL");
  const { done } = read(file);
  rmSync(folder, { recursive: true, force: true });
  await observer.end();
  return {
    jobs,
    underWay: underWay.length,
    secondsToVisible,
    waitedSeconds,
    notDone: jobs - new Set(done).size,
    doneTwice: done.length - new Set(done).size,
  };
}

export async function pgBossObserver(url: string): Promise<Observer> {
  interface Boss {
    start(): Promise<unknown>;
    createQueue(name: string): Promise<unknown>;
    send(name: string, data: object, options: object): Promise<unknown>;
    getDb(): { executeSql(text: string, values: readonly unknown[]): Promise<{ readonly rows: readonly unknown[] }> };
    stop(options: object): Promise<unknown>;
    on(event: "error", listener: (error: unknown) => void): void;
  }
  const library = z.object({ PgBoss: z.custom<new (options: object) => Boss>(isFunction) });
  const { PgBoss } = library.parse(await loadPeer("pg-boss"));
  const boss = new PgBoss({ connectionString: url });
  boss.on("error", () => undefined);
  await boss.start();
  const queue = `kill-${Date.now()}`;
  await boss.createQueue(queue);
  const text = "SELECT 1 FROM pgboss.job WHERE name = $1 AND state = 'active'";
  return {
    queue,
    add: (at) => boss.send(queue, { at }, { retryLimit: 2 }),
    active: async () => (await boss.getDb().executeSql(text, [queue])).rows.length,
    end: () => boss.stop({ graceful: false }),
  };
}

export async function graphileObserver(url: string): Promise<Observer> {
  interface Utils {
    migrate(): Promise<void>;
    addJob(task: string, payload: object, spec: object): Promise<unknown>;
    withPgClient<Value>(
      use: (client: { query(text: string): Promise<{ readonly rows: readonly unknown[] }> }) => Promise<Value>,
    ): Promise<Value>;
    release(): Promise<void>;
  }
  const library = z.object({
    makeWorkerUtils: z.custom<(options: object) => Promise<Utils>>(isFunction),
    Logger: z.custom<new (factory: () => () => void) => object>(isFunction),
  });
  const { makeWorkerUtils, Logger } = library.parse(await loadPeer("graphile-worker"));
  const utils = await makeWorkerUtils({ connectionString: url, logger: new Logger(() => () => undefined) });
  await utils.migrate();
  const queue = `kill_${Date.now()}`;
  const text = `SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = '${queue}' AND locked_at IS NOT NULL`;
  return {
    queue,
    add: (at) => utils.addJob(queue, { at }, { maxAttempts: 3 }),
    active: async () => (await utils.withPgClient((client) => client.query(text))).rows.length,
    end: () => utils.release(),
  };
}

export async function bullmqObserver(url: string): Promise<Observer> {
  interface Queue {
    add(name: string, data: object, options: object): Promise<unknown>;
    getActiveCount(): Promise<number>;
    close(): Promise<void>;
  }
  const library = z.object({ Queue: z.custom<new (name: string, options: object) => Queue>(isFunction) });
  const { Queue } = library.parse(await loadPeer("bullmq"));
  const { hostname: host, port } = new URL(url);
  const name = `kill-${Date.now()}`;
  const queue = new Queue(name, { connection: { host, port: Number(port), maxRetriesPerRequest: null } });
  return {
    queue: name,
    add: (at) => queue.add("work", { at }, { attempts: 3 }),
    active: () => queue.getActiveCount(),
    end: () => queue.close(),
  };
}

interface JobLog {
  readonly begun: readonly number[];
  readonly done: readonly number[];
}

function read(file: string): JobLog {
  const lines = readFileSync(file, "utf8").split("\n");
  const of = (word: string) => lines.filter((line) => line.startsWith(word)).map((line) => Number(line.split(" ")[1]));
  return { begun: of("begun"), done: of("done") };
}

const underWayIn = ({ begun, done }: JobLog) => begun.filter((at) => !done.includes(at));

const sleep = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

async function until(isSo: () => boolean, secondsMax: number): Promise<void> {
  for (let passed = 0; !isSo() && passed < secondsMax * 20; passed++) await sleep(50);
}
