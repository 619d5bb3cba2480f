import * as z from "zod";
import { triageActions } from "../run/verdicts.ts";
import { runAnswer } from "./runs.ts";

export const note = z.string().trim().min(5).max(500);

/** An action on a run. Only what the run's `actions` offer is executed, and it is checked again. */
export const actionRequest = z.strictObject({
  action: z.enum(["acknowledge", "cancel", "run_again"]),
  /** The reason; required for `acknowledge`, stored with the run and in the audit trail. */
  note: note.optional(),
});

export const actionResults = [
  "acknowledged",
  /** No worker had claimed the run: it has ended. */
  "cancelled",
  /** A worker has claimed the run: it stops at its next step, or completes first. */
  "cancel_requested",
  "queued",
  "already_running",
] as const;

/** `run` is the run acted on; for `run_again` the new run, or the active run that already does that work. */
export const actionAnswered = z.strictObject({ result: z.enum(actionResults), run: runAnswer });

export const triageRequest = z.strictObject({
  action: z.enum(triageActions),
  note: note.optional(),
});
export const triageResults = ["retried", "already_running", "cancelled", "cancel_requested", "marked"] as const;
