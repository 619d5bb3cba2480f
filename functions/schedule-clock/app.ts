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

/**
 * One scheduled tick. Alerts are evaluated beside the slots, not after them: an alert closes within a minute of its proof
 * however many slots are due, and also when no slot can be read.
 */
export function createScheduleClock({ tick, evaluateAlerts, report }: Dependencies) {
  return async (_event: unknown, context: Pick<Context, "getRemainingTimeInMillis">) => {
    const mayGoOn = () => context.getRemainingTimeInMillis() > reserveMillis;
    await tick.synchronize();
    const [ticked, evaluated] = await Promise.allSettled([tick.tick(mayGoOn), evaluateAlerts(mayGoOn)]);
    if (ticked.status === "rejected") throw ticked.reason;
    if (evaluated.status === "rejected") throw evaluated.reason;
    report(ticked.value, evaluated.value);
    return { ...ticked.value, alerts: evaluated.value };
  };
}
