import type { RecordKind } from "../../../shared/contract/records.ts";
import type { Words } from "../words/en.ts";
import type { Formats } from "../words/formats.ts";
import { fieldOf, type Stored, textOf } from "./fields.ts";

/** The display name of a record, or else its kind and creation time. */
export function recordNameOf(record: Stored, kind: RecordKind, words: Words, formats: Formats): string {
  const path = textOf(record, "path");
  if (kind === "drift-findings" && path !== undefined) {
    const setting = path === "" ? (words.baseline.kinds[textOf(record, "kind") ?? ""] ?? "") : path;
    return `${textOf(record, "displayName") ?? ""}: ${setting}`;
  }
  if (kind === "plans") return `${words.record.one.plans}: ${textOf(record, "name") ?? record.id}`;
  const given = textOf(record, "name") ?? textOf(record, "displayName");
  if (given !== undefined) return given;
  const what = fieldOf(record, "isDryRun") === true ? words.record.preview : words.record.one[kind];
  const at = createdAtOf(record);
  return at === undefined ? what : `${what}, ${formats.moment(at)}`;
}

export const createdAtOf = (record: Stored): string | undefined =>
  textOf(record, "createdAt") ?? textOf(record, "generatedAt") ?? textOf(record, "completedAt");
