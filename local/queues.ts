import { dataDirOf, stackFileOf } from "./config.ts";
import { type QueueReport, reportQueues } from "./runtime/queue-report.ts";
import { runningStack } from "./runtime/stack-file.ts";

/** `npm run -s queues` shows how much waits in every queue of the running stack, and the oldest message of each. */
try {
  const reports = await reportQueues(runningStack(stackFileOf(dataDirOf(process.env))));
  const width = Math.max(...reports.map(({ name }) => name.length));
  process.stdout.write(`${reports.flatMap((report) => lines(report, width)).join("\n")}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function lines({ name, ready, inFlight, delayed, oldest }: QueueReport, width: number): string[] {
  const counts = `${name.padEnd(width)}  ready ${ready}  in flight ${inFlight}  delayed ${delayed}`;
  if (oldest === undefined) return [counts];
  return [
    counts,
    `  oldest ${oldest.messageId}, sent ${oldest.sentAt}, received ${oldest.receives} times`,
    `  ${oldest.body}`,
  ];
}
