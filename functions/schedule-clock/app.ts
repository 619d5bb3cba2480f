import type { Context } from "aws-lambda";
import type { Tick, TickReport } from "../../shared/schedules/tick.ts";

interface Dependencies {
  readonly tick: Pick<Tick, "tick" | "synchronize">;
  readonly report: (done: TickReport) => void;
}

/** Lambda time reserved for the slots that are being started. */
const reserveMillis = 15_000;

/** One scheduled tick. */
export function createScheduleClock({ tick, report }: Dependencies) {
  return async (_event: unknown, context: Pick<Context, "getRemainingTimeInMillis">) => {
    await tick.synchronize();
    const done = await tick.tick(() => context.getRemainingTimeInMillis() > reserveMillis);
    report(done);
    return done;
  };
}
