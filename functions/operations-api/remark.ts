import type { Clock } from "../../shared/clock.ts";
import { ProblemError } from "../../shared/errors.ts";
import type { Remark, Run } from "../../shared/run/run.ts";
import { type Caller, initiatorOf } from "../middleware/caller.ts";

/** The note of an action that needs one. Throws `input_invalid` when it was left out. */
export function noteOr422(note: string | undefined): string {
  if (note !== undefined) return note;
  const errors = [{ path: "note", message: "is needed: say why, in 5 to 500 characters", code: "required" as const }];
  throw new ProblemError("input_invalid", { detail: "See errors for what to change.", errors });
}

/** What the caller says about a run now. */
export function remarkOf(caller: Caller, note: string | undefined, clock: Clock): Remark {
  return { by: initiatorOf(caller).id, at: clock.now().toISOString(), note: noteOr422(note) };
}

/** Whether the caller has said this very thing before. */
export function isRemark(said: Remark | undefined, caller: Caller, note: string | undefined): boolean {
  return said !== undefined && said.by === initiatorOf(caller).id && said.note === note;
}

/** What an entry about a run says of it. */
export function runDeed({ id, workspaceId, environmentId }: Run) {
  return { workspaceId, environmentId, resourceType: "operation_run", resourceId: id };
}
