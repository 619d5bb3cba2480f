import type { RecordKind } from "../../../shared/contract/records.ts";
import type { Words } from "../words/en.ts";
import type { Formats } from "../words/formats.ts";
import { fieldOf, type Stored, textOf } from "./fields.ts";

/** What a stored thing is called: by the name that people gave it, or else by what it is and when it came to be. */
export function recordNameOf(record: Stored, kind: RecordKind, words: Words, formats: Formats): string {
  const given = textOf(record, "name") ?? textOf(record, "displayName");
  if (given !== undefined) return given;
  const what = fieldOf(record, "isDryRun") === true ? words.record.preview : words.record.one[kind];
  const at = createdAtOf(record);
  return at === undefined ? what : `${what}, ${formats.moment(at)}`;
}

export const createdAtOf = (record: Stored): string | undefined =>
  textOf(record, "createdAt") ?? textOf(record, "generatedAt");
