import { writeFileSync } from "node:fs";
import { Session } from "node:inspector";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import workerThreads, {
  isMainThread,
  threadId,
  threadName,
  Worker,
  type WorkerOptions,
  workerData,
} from "node:worker_threads";
import * as z from "zod";

/**
 * Loaded into a local stack (`--import`): each thread of a function writes how many characters of its files have been
 * executed, again and again, because it does not know when it ends. The main thread passes this file on to the threads.
 */
const folder = process.env.COVERAGE_FOLDER;
const milliseconds = 1500;

if (isMainThread) {
  const execArgv = ["--import", import.meta.url];
  class CoveredWorker extends Worker {
    constructor(file: string | URL, options: WorkerOptions = {}) {
      const env = typeof options.env === "object" ? { ...options.env, COVERAGE_FOLDER: folder } : options.env;
      super(file, { ...options, execArgv, ...(env && { env }) });
    }
  }
  Object.assign(workerThreads, { Worker: CoveredWorker });
  syncBuiltinESMExports();
}
const code = z.object({ folder: z.string() }).safeParse(workerData).data;
if (code !== undefined) {
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  const executed = new Map<string, Uint8Array>();
  const loaded: Record<string, number> = {};
  const take = () =>
    session.post("Profiler.takePreciseCoverage", (error, taken) => {
      if (error !== null) return;
      for (const { url, functions } of taken.result) {
        if (!url.includes(code.folder)) continue;
        const ranges = functions.flatMap((one) => one.ranges);
        const length = Math.max(...ranges.map(({ endOffset }) => endOffset));
        const now = new Uint8Array(length);
        // An inner range follows the one around it and overrides it.
        for (const { startOffset, endOffset, count } of ranges) now.fill(count > 0 ? 1 : 0, startOffset, endOffset);
        const known = executed.get(url) ?? new Uint8Array(length);
        for (let at = 0; at < length; at++) known[at] = (known[at] ?? 0) | (now[at] ?? 0);
        executed.set(url, known);
      }
      for (const [url, bits] of executed) loaded[url] = bits.reduce((sum, bit) => sum + bit, 0);
      const sizes = Object.fromEntries([...executed].map(([url, bits]) => [url, bits.length]));
      const text = JSON.stringify({ name: threadName, executed: loaded, sizes });
      writeFileSync(join(folder ?? ".", `${process.pid}-${threadId}.json`), text);
    });
  setInterval(take, milliseconds).unref();
}
