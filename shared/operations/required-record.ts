import type { RequiredRecord } from "./define-operation.ts";

/**
 * The record that a stored value references, as a requirement. A value that is no id is required as well: no record
 * matches it, so the action is not offered again.
 */
export function requiredRecord(
  kind: string,
  id: unknown,
  names?: { readonly field: string; readonly value: unknown },
): RequiredRecord {
  const required = { kind, id: textOf(id) };
  return names === undefined ? required : { ...required, names: { field: names.field, value: textOf(names.value) } };
}

const textOf = (value: unknown) => (typeof value === "string" ? value : "");
