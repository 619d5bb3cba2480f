import type { Prepared, StartRequest } from "../define-operation.ts";

export type Scope = StartRequest<unknown>["scope"];

export interface Schedule {
  readonly id: string;
  readonly name: string;
  readonly isEnabled: boolean;
  readonly keepLast: number;
  readonly archivedAt?: string | undefined;
}
export interface Schedules {
  find(scope: Scope, id: string): Promise<Schedule | undefined>;
}

/** A refusal that concerns the schedule of a start. */
export const refuseSchedule = (message: string): Prepared => ({
  kind: "refuse",
  errors: [{ path: "backupScheduleId", message }],
});
export const noSchedule = "The environment has no backup schedule with this id.";
