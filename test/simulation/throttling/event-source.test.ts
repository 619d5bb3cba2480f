import { describe, expect, it } from "vitest";
import { lanes, laneTimings } from "../../../shared/run/lanes.ts";
import { simulateSource, type ThrottledSource } from "./event-source.ts";

/** AWS's advice for a queue with a Lambda function: five receives, and six times the function's timeout. */
const advised = (timeoutSeconds: number) => ({ receives: 5, visibilitySeconds: 6 * timeoutSeconds });
const always = (concurrency: number) => () => concurrency;
/** No concurrency until this second, because other functions of the account use all of it. */
const throttledUntil = (second: number, after: number) => (now: number) => (now < second ? 0 : after);

const source = (changes: Partial<ThrottledSource>): ThrottledSource => ({
  backlog: 1000,
  workSeconds: 30,
  ...laneTimings.short,
  maximumConcurrency: 10,
  concurrencyAt: always(10),
  retriesInvocation: false,
  ...changes,
});

describe.each(lanes)("an event source of the %s lane", (lane) => {
  const { visibilitySeconds, receives, timeoutSeconds } = laneTimings[lane];
  const exhaustedAfter = receives * visibilitySeconds;

  it("loses no message within its reserved concurrency, whatever the backlog", () => {
    for (const backlog of [10, 2000]) {
      for (const workSeconds of [1, timeoutSeconds]) {
        const totals = simulateSource(source({ ...laneTimings[lane], backlog, workSeconds }));
        expect(totals).toMatchObject({ executed: backlog, lostUnexecuted: 0, throttledReceives: 0 });
      }
    }
  });

  it.each([true, false])("loses messages only when throttled for all receives (invocation retried: %s)", (retries) => {
    const lostWhenThrottledFor = (seconds: number) =>
      simulateSource(
        source({
          ...laneTimings[lane],
          // As many messages as pollers: each is received again as soon as it is visible.
          backlog: 10,
          concurrencyAt: throttledUntil(seconds, 10),
          retriesInvocation: retries,
        }),
      ).lostUnexecuted;

    expect(lostWhenThrottledFor(exhaustedAfter - visibilitySeconds)).toBe(0);
    expect(lostWhenThrottledFor(exhaustedAfter + 1)).toBeGreaterThan(0);
  });

  it("with the advised numbers survives longer, but is stale before its last receive", () => {
    const { receives: most, visibilitySeconds: longest } = advised(timeoutSeconds);
    const concurrencyAt = throttledUntil(exhaustedAfter + 1, 10);

    expect(simulateSource(source({ ...advised(timeoutSeconds), concurrencyAt })).lostUnexecuted).toBe(0);
    // The window in which a run may be silent (spec 358): 900 s in the short lane, 2,100 s in the long one.
    expect(most * longest).toBeGreaterThan({ short: 900, long: 2100 }[lane]);
  });
});

/** Short lane, 1,000 messages of 30 s. Lost without an execution: with our numbers and with the advised ones. */
describe("a throttled event source with our numbers and with the advised ones (ADR 0013)", () => {
  const half = { concurrencyAt: always(5) };
  const outage = { concurrencyAt: throttledUntil(600, 10) };
  const retried = { retriesInvocation: true };

  it.each([
    ["nothing with a maximum of 10 within 10 reserved", {}, 0, 0],
    ["most without a maximum", { maximumConcurrency: undefined }, 940, 900],
    ["most with a maximum of 10 above 5 reserved", half, 905, 825],
    ["nothing in that case when Lambda retries invocations", { ...half, ...retried }, 0, 0],
    ["everything or nothing in ten minutes without concurrency", outage, 1000, 0],
    ["nothing in that case when Lambda retries invocations ", { ...outage, ...retried }, 0, 0],
  ])("loses %s in 1,000 messages", (_case, changes, ours, withAdvice) => {
    expect(simulateSource(source(changes)).lostUnexecuted).toBe(ours);
    expect(simulateSource(source({ ...changes, ...advised(120) })).lostUnexecuted).toBe(withAdvice);
  });
});
