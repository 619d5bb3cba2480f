import type { AdapterNeeds, AnyOperation } from "../operations/registry.ts";
import type { Run } from "../run/run.ts";

/**
 * Brings the records of an ended run in line with its end, whoever wrote that: its worker, the bridge, the sweep, an
 * adapter or an operator. It follows the stream of ends, which no crash of a writer interrupts, and the sweep repeats it
 * for what ended as a problem, because an attempt that was still on its way may write once more. Repeating it changes
 * nothing.
 */
export function createSettleRecords(parts: {
  readonly findOperation: (type: string) => AnyOperation | undefined;
  readonly needs: AdapterNeeds;
}) {
  return async function settleRecords(run: Run): Promise<void> {
    if (run.status !== "completed") return;
    const start = parts.findOperation(run.type)?.start ?? "not_startable";
    if (start === "not_startable" || start.settleRecords === "no_records") return;
    await start.settleRecords(run, parts.needs);
  };
}
export type SettleRecords = ReturnType<typeof createSettleRecords>;
