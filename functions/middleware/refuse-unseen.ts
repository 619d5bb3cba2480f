import type { ProblemDetail } from "../../shared/contract/problem.ts";
import { ProblemError } from "../../shared/errors.ts";
import { troubleOf } from "../../shared/plain-text.ts";
import { redactText } from "../../shared/redaction.ts";

/** Notes may have lines; every other text is a name or a key. */
const mayHaveLines: ReadonlySet<string> = new Set(["note"]);

/**
 * Throws `input_invalid` for a text that would be stored and cannot be read as it stands: names that hide, turn around or
 * fake what is shown beside them. Says where it is, and never what.
 */
export function refuseUnseen(...sent: readonly unknown[]): void {
  const errors = sent.flatMap((value) => troublesIn(value, []));
  if (errors.length > 0) throw new ProblemError("input_invalid", { detail: "See errors for what to change.", errors });
}

function troublesIn(value: unknown, path: readonly string[]): ProblemDetail[] {
  if (typeof value === "string") {
    const message = troubleOf(value, { mayHaveLines: mayHaveLines.has(path.at(-1) ?? "") });
    return message === undefined ? [] : [{ path: redactText(path.join(".")), message }];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => troublesIn(member, [...path, name]));
}
