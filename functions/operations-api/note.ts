import { ProblemError } from "../../shared/errors.ts";

/** The note of an action that needs one. Throws `input_invalid` when it was left out. */
export function noteOr422(note: string | undefined): string {
  if (note !== undefined) return note;
  const errors = [{ path: "note", message: "is needed: say why, in 5 to 500 characters" }];
  throw new ProblemError("input_invalid", { detail: "See errors for what to change.", errors });
}
