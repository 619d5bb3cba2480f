import type { AdapterDependencies, AnyOperation } from "../operations/registry.ts";
import type { Run } from "../run/run.ts";

/**
 * Aligns the records of an ended run with its end, whichever writer ended it: worker, bridge, sweep, adapter or
 * operator. It processes the completion stream, which survives crashes of writers. The sweep repeats it for problems,
 * because a superseded attempt may still have written. Idempotent.
 */
export function createSettleRecords(parts: {
  readonly findOperation: (type: string) => AnyOperation | undefined;
  readonly needs: AdapterDependencies;
}) {
  return async function settleRecords(run: Run): Promise<void> {
    if (run.status !== "completed") return;
    const start = parts.findOperation(run.type)?.start ?? "not_startable";
    if (start === "not_startable" || start.settleRecords === "no_records") return;
    const { settleRecords: settle } = await start.settleRecords();
    await settle(run, parts.needs);
  };
}
export type SettleRecords = ReturnType<typeof createSettleRecords>;
