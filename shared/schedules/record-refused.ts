import type { Clock } from "../foundation/clock.ts";
import type { RunService } from "../ledger/run-service.ts";
import type { Schedule } from "../records/schedules.ts";
import type { Run } from "../run/run.ts";

interface Dependencies {
  readonly runService: Pick<RunService, "recordCompleted" | "resolveName">;
  readonly clock: Clock;
}

/** Each round means that another function moved the name on. */
const roundsMax = 10;

/**
 * Stores a run that ended blocked for a slot that has named its run, crashed, and may not start it any more. Returns what
 * is stored: another function may have started it after all.
 */
export function createRecordRefused({ runService, clock }: Dependencies) {
  return async function recordRefused(of: Schedule, slot: string, named: string): Promise<Run> {
    for (let round = 0; round < roundsMax; round++) {
      const found = await runService.resolveName(named);
      if (found.kind === "run") return found.run;
      const write = await runService.recordCompleted(
        {
          id: found.runId,
          type: of.type,
          workspaceId: of.workspaceId,
          environmentId: of.environmentId,
          initiator: { id: of.ownerId, name: of.name, kind: "schedule", scheduleId: of.id, slot },
          createdAt: clock.now().toISOString(),
          correlationHash: undefined,
          input: {},
          context: {},
        },
        { outcome: "blocked", source: "dispatch", reasonCode: "schedule.start_refused" },
      );
      if (write.outcome === "written") return write.run;
    }
    throw new Error(`schedule ${of.id}: the run of ${slot} could not be recorded; the next visit tries again`);
  };
}
export type RecordRefused = ReturnType<typeof createRecordRefused>;
