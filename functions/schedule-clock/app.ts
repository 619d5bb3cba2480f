import type { Context } from "aws-lambda";
import type { AlertTick, EvaluateWorkspaces } from "../../shared/alerts/evaluate-workspaces.ts";
import type { Tick, TickReport } from "../../shared/schedules/tick.ts";

interface Dependencies {
  readonly tick: Pick<Tick, "tick" | "synchronize">;
  readonly evaluateAlerts: EvaluateWorkspaces;
  readonly report: (done: TickReport, evaluated: AlertTick) => void;
}

/** Lambda time reserved for what is being started. */
const reserveMillis = 15_000;
/** Lambda time that schedules leave to alerts, however many slots are due at once. */
const alertMillis = 15_000;

/** One scheduled tick: the schedules first, so that alerts see what became of their slots. */
export function createScheduleClock({ tick, evaluateAlerts, report }: Dependencies) {
  return async (_event: unknown, context: Pick<Context, "getRemainingTimeInMillis">) => {
    const isLeft = (millis: number) => () => context.getRemainingTimeInMillis() > millis;
    await tick.synchronize();
    const done = await tick.tick(isLeft(reserveMillis + alertMillis));
    const evaluated = await evaluateAlerts(isLeft(reserveMillis));
    report(done, evaluated);
    return { ...done, alerts: evaluated };
  };
}
