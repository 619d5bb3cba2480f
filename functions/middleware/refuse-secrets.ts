import type { ProblemDetail } from "../../shared/contract/problem.ts";
import { ProblemError } from "../../shared/errors.ts";
import { redactText } from "../../shared/redaction.ts";
import { holdsSecret } from "../../shared/secret-formats.ts";

/** Who somebody is, is what their tokens say, and an identity provider may make that look like anything. */
const namesPeople: ReadonlySet<string> = new Set(["user", "owner"]);

/**
 * Throws `input_invalid` for what would be stored and looks like a secret. Hiding it would keep a text that nobody
 * wrote; this says where it is, and never what. Naive where the formats are: a name drawn at random is refused too.
 */
export function refuseSecrets(...sent: readonly unknown[]): void {
  const errors = sent.flatMap((value) => secretsIn(value, []));
  if (errors.length > 0) throw new ProblemError("input_invalid", { detail: "See errors for what to change.", errors });
}

function secretsIn(value: unknown, path: readonly string[]): ProblemDetail[] {
  if (typeof value === "string") {
    const message = "looks like a secret, and none is stored here";
    return holdsSecret(value) ? [{ path: redactText(path.join(".")), message }] : [];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    namesPeople.has(name) ? [] : secretsIn(member, [...path, name]),
  );
}
