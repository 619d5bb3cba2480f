import type { ProblemDetail } from "../../shared/contract/problem.ts";
import { redactText } from "../../shared/redaction/redact.ts";
import { holdsSecret } from "../../shared/redaction/secret-formats.ts";
import { inputInvalid } from "./errors.ts";

/** Fields that name a subject. Subjects come from the identity provider and may look like a secret. */
const namesPeople: ReadonlySet<string> = new Set(["user", "owner", "ownerId"]);
/** Parameters that only find what the product named itself: the key of an alert has a digest of its work. */
const namesFound: ReadonlySet<string> = new Set(["alert"]);

/**
 * Throws `input_invalid` for a value that would be stored and looks like a secret. Redacting it instead would store a
 * text that the caller did not send. The error has the path, never the value. A random-looking name is refused too.
 */
export function refuseSecrets(...sent: readonly unknown[]): void {
  const errors = sent.flatMap((value) => secretsIn(value, []));
  if (errors.length > 0) throw inputInvalid(errors);
}

function secretsIn(value: unknown, path: readonly string[]): ProblemDetail[] {
  if (typeof value === "string") {
    const message = "looks like a secret; secrets are not stored here";
    return holdsSecret(value) ? [{ path: redactText(path.join(".")), message }] : [];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    namesPeople.has(name) || namesFound.has(name) ? [] : secretsIn(member, [...path, name]),
  );
}
