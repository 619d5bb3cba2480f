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
  if (kind === "plans") return planNameOf(record, words);
  const given = textOf(record, "name") ?? textOf(record, "displayName");
  if (given !== undefined) return given;
  const what = kind === "restore-runs" ? changeSetNameOf(record, words) : words.record.one[kind];
  const at = createdAtOf(record);
  return at === undefined ? what : `${what}, ${formats.moment(at)}`;
}

/** What a plan does, and to what; a plan for a whole environment concerns no single record. */
function planNameOf(record: Stored, words: Words): string {
  const type = textOf(record, "operationType") ?? "";
  const what = words.plan.kinds[type] ?? words.record.one.plans;
  return type === "policy_version.prune" ? what : `${what}: ${textOf(record, "name") ?? record.id}`;
}

/** What a change set does, and whether it is only a preview. */
function changeSetNameOf(record: Stored, words: Words): string {
  const what = words.record.changeSets[textOf(record, "action") ?? "restore"] ?? words.record.one["restore-runs"];
  return fieldOf(record, "isDryRun") === true ? words.record.preview(what) : what;
}

export const createdAtOf = (record: Stored): string | undefined =>
  textOf(record, "createdAt") ?? textOf(record, "generatedAt") ?? textOf(record, "completedAt");
