import type { CDPSession } from "playwright-core";
import * as z from "zod";

const traced = z.object({
  value: z.array(z.looseObject({ name: z.string(), dur: z.number().optional(), tdur: z.number().optional() })),
});

/** The longest task that a page's threads work on meanwhile, in milliseconds of their own time. */
export async function longestTask(session: CDPSession, act: () => Promise<void>): Promise<number> {
  let longest: number | undefined;
  const collect = (data: unknown) => {
    for (const { name, tdur, dur = 0 } of traced.parse(data).value) {
      if (name.endsWith("RunTask")) longest = Math.max(longest ?? 0, (tdur ?? dur) / 1000);
    }
  };
  session.on("Tracing.dataCollected", collect);
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel", "disabled-by-default-devtools.timeline", "devtools.timeline"] },
  });
  await act();
  const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await complete;
  session.off("Tracing.dataCollected", collect);
  if (longest === undefined) throw new Error("Chromium traced no task");
  return longest;
}
