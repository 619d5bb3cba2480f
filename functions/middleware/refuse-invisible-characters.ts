import type { ProblemDetail } from "../../shared/contract/problem.ts";
import { characterFaultOf } from "../../shared/foundation/plain-text.ts";
import { redactText } from "../../shared/redaction/redact.ts";
import { inputInvalid } from "./errors.ts";

/** Only notes may have line breaks; every other text is a name or a key. */
const mayHaveLines: ReadonlySet<string> = new Set(["note"]);

/**
 * Throws `input_invalid` for a text with invisible or bidirectional control characters: stored and displayed, it could
 * hide or spoof the text beside it. The error has the path, never the value.
 */
export function refuseInvisibleCharacters(...sent: readonly unknown[]): void {
  const errors = sent.flatMap((value) => faultsIn(value, []));
  if (errors.length > 0) throw inputInvalid(errors);
}

function faultsIn(value: unknown, path: readonly string[]): ProblemDetail[] {
  if (typeof value === "string") {
    const message = characterFaultOf(value, { mayHaveLines: mayHaveLines.has(path.at(-1) ?? "") });
    return message === undefined ? [] : [{ path: redactText(path.join(".")), message }];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => faultsIn(member, [...path, name]));
}
