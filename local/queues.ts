import { runCommand } from "./command.ts";
import { type QueueReport, reportQueues } from "./runtime/queue-report.ts";

/** `npm run -s queues` shows the depth of every queue of the running stack and its oldest message. */
await runCommand(async (stack) => {
  const reports = await reportQueues(stack);
  const width = Math.max(...reports.map(({ name }) => name.length));
  return { text: reports.flatMap((report) => lines(report, width)).join("\n") };
});

function lines({ name, ready, inFlight, delayed, oldest }: QueueReport, width: number): string[] {
  const counts = `${name.padEnd(width)}  ready ${ready}  in flight ${inFlight}  delayed ${delayed}`;
  if (oldest === undefined) return [counts];
  const times = oldest.receives === 1 ? "once" : `${oldest.receives} times`;
  return [counts, `  oldest ${oldest.messageId}, sent ${oldest.sentAt}, received ${times}`, `  ${oldest.body}`];
}
