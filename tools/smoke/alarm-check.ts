import { execFile } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import * as z from "zod";
import { required } from "../../shared/foundation/required.ts";
import { type Check, notRun, passed } from "./check.ts";

const run = promisify(execFile);
const history = z.object({
  AlarmHistoryItems: z.array(z.object({ Timestamp: z.coerce.date(), HistorySummary: z.string() })),
});
const description = z.object({
  MetricAlarms: z.array(z.object({ AlarmActions: z.array(z.string()), StateValue: z.string() })),
});
/** CloudWatch runs an alarm's actions within seconds. */
const actsWithinMilliseconds = 60_000;

/**
 * Puts one alarm into ALARM for a moment and waits until CloudWatch reports that its actions ran. Its next evaluation
 * restores the state. Uses the AWS command line and its credentials.
 */
export function alarmCheck(alarm: string | undefined, deadline: AbortSignal): Check {
  const aws = async (...args: string[]): Promise<unknown> => {
    const { stdout } = await run("aws", ["cloudwatch", ...args, "--output", "json"], { signal: deadline });
    return stdout.trim() === "" ? {} : JSON.parse(stdout);
  };
  return {
    name: "alarm path",
    async run() {
      if (alarm === undefined) return notRun("give --alarm with the name of an alarm, and AWS credentials");
      const { MetricAlarms: [found] = [] } = description.parse(await aws("describe-alarms", "--alarm-names", alarm));
      required(found !== undefined, `there is no alarm ${alarm}`);
      required(found.AlarmActions.length > 0, `the alarm ${alarm} notifies no topic; set alarmTopicArns`);
      required(found.StateValue !== "ALARM", `the alarm ${alarm} is on already; see its runbook`);
      const from = new Date();
      const state = (value: string) =>
        aws("set-alarm-state", "--alarm-name", alarm, "--state-value", value, "--state-reason", "Smoke test");
      await state("ALARM");
      try {
        const giveUpAt = performance.now() + actsWithinMilliseconds;
        for (;;) {
          const { AlarmHistoryItems: items } = history.parse(
            await aws("describe-alarm-history", "--alarm-name", alarm, "--history-item-type", "Action"),
          );
          const acted = items.find(({ Timestamp: at }) => at >= from);
          if (acted !== undefined) {
            required(/^Successfully/i.test(acted.HistorySummary), acted.HistorySummary);
            return passed(acted.HistorySummary);
          }
          required(performance.now() < giveUpAt, `the alarm ${alarm} ran no action within a minute`);
          await pause(2000, undefined, { signal: deadline });
        }
      } finally {
        await state(found.StateValue);
      }
    },
  };
}
