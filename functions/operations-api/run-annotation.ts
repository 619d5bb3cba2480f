import type { Clock } from "../../shared/foundation/clock.ts";
import type { Run, RunAnnotation } from "../../shared/run/run.ts";
import { type Caller, initiatorOf } from "../middleware/caller.ts";
import { inputInvalid } from "../middleware/errors.ts";

/** The note of an action that requires one. Throws `input_invalid` without it. */
export function noteOr422(note: string | undefined): string {
  if (note !== undefined) return note;
  const errors = [
    { path: "note", message: "is required: give the reason in 5 to 500 characters", code: "required" as const },
  ];
  throw inputInvalid(errors);
}

/** The caller's annotation about a run, at the current time. */
export function annotationOf(caller: Caller, note: string | undefined, clock: Clock): RunAnnotation {
  return { by: initiatorOf(caller).id, at: clock.now().toISOString(), note: noteOr422(note) };
}

/** Whether the stored annotation has the same author and note, so that a repeated request changes nothing. */
export function isSameAnnotation(stored: RunAnnotation | undefined, caller: Caller, note: string | undefined): boolean {
  return stored !== undefined && stored.by === initiatorOf(caller).id && stored.note === note;
}

/** The audit fields of an action on a run. */
export function auditedRun({ id, workspaceId, environmentId }: Run) {
  return { workspaceId, environmentId, resourceType: "operation_run", resourceId: id };
}
