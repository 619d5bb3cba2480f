import * as z from "zod";
import { bulkActionKinds, bulkItemsMax } from "../run/bulk.ts";
import { initiator } from "../run/run.ts";
import { actionResults, note } from "./actions.ts";

const instant = z.iso.datetime();
const count = z.int().min(0);

/** One action on many runs. Each run is checked again when its turn comes, with the caller's rights. */
export const bulkRequest = z.strictObject({
  action: z.enum(bulkActionKinds),
  /** The reason; required for `acknowledge`. */
  note: note.optional(),
  runIds: z.array(z.string().min(1).max(80)).min(1).max(bulkItemsMax),
});

const bulkItem = z.strictObject({
  runId: z.string(),
  label: z.string(),
  environmentId: z.string().nullable(),
  /**
   * Null until its turn comes. `already_true`: stored proof shows that the work is done, so it was not run again.
   * `needs_person`: it was not run again, because only a person can decide that. `refused`: the run did not offer the
   * action any more. `not_queued`: the new run could not be queued and has ended as failed.
   */
  result: z.enum([...actionResults, "already_true", "needs_person", "refused", "not_queued", "unknown"]).nullable(),
  resultLabel: z.string(),
  /** The run that `run_again` made or found. */
  newRunId: z.string().nullable(),
});

/** A bulk action and how far it is. The numbers and items are those of the runs that the caller may see. */
export const bulkAction = z.strictObject({
  id: z.string(),
  /** `unknown`: an action of a newer release, which only that release continues. */
  action: z.enum([...bulkActionKinds, "unknown"]),
  label: z.string(),
  note: z.string().nullable(),
  by: initiator,
  createdAt: instant,
  /** False while items are left; `POST …/continue` works off the next ones. */
  isComplete: z.boolean(),
  /**
   * `refused` counts `not_queued` and `needs_person` as well: nothing came of the action. `alreadyTrue` are among
   * `done`, `needsPerson` among `refused`.
   */
  counts: z.strictObject({ total: count, done: count, refused: count, alreadyTrue: count, needsPerson: count }),
  items: z.array(bulkItem),
  checkedAt: instant,
});
