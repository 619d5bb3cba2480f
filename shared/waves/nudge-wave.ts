import type { Send } from "../dispatch/send.ts";
import type { RunQueries } from "../ledger/run-queries.ts";
import type { Run } from "../run/run.ts";
import { isActive } from "../run/status.ts";
import { waveLane, waveType } from "../run/wave.ts";

/**
 * Sends the message of the wave that started an ended run. A lost message costs time only: the sweep begins a step of each
 * wave every minute.
 */
export function createNudgeWave({
  queries,
  send,
}: {
  readonly queries: Pick<RunQueries, "getRun">;
  readonly send: Send;
}) {
  return async function nudgeWave({ initiator, workspaceId }: Run): Promise<void> {
    if (initiator.waveId === undefined) return;
    const wave = await queries.getRun(initiator.waveId);
    const isOurs = wave?.type === waveType && wave.workspaceId === workspaceId;
    if (isOurs && isActive(wave.status)) await send(wave, waveLane);
  };
}
