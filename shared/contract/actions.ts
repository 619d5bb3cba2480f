import * as z from "zod";
import { triageActions } from "../run/verdicts.ts";
import { runAnswer } from "./runs.ts";

const note = z.string().trim().min(5).max(500);

/** What a person does with a run. Only what the run's `actions` offer is carried out; it is checked again. */
export const actionRequest = z.strictObject({
  action: z.enum(["acknowledge", "cancel", "run_again"]),
  /** Why; required for `acknowledge`, and kept with the run and in the audit trail. */
  note: note.optional(),
});

export const actionResults = [
  "acknowledged",
  /** Nobody was working on it: it has ended. */
  "cancelled",
  /** Somebody is working on it: they stop at their next step, or it turns out that they were done. */
  "cancel_requested",
  "queued",
  "already_running",
] as const;

/** `run` is the run acted on; for `run_again` it is the new one, or the one that already does that work. */
export const actionAnswered = z.strictObject({ result: z.enum(actionResults), run: runAnswer });

export const triageRequest = z.strictObject({
  action: z.enum(triageActions),
  note: note.optional(),
});
export const triageResults = ["retried", "already_running", "cancelled", "cancel_requested", "marked"] as const;
