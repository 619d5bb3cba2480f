import { redacted } from "./secret-formats.ts";

/** What tells a reader about our stores instead of about their run (spec 359, 360): no secret, and not for people. */
const internals: readonly RegExp[] = [
  // Stack frames, then what remains of them: files with a line number.
  /(?:\r?\n)?[ \t]+at [^\r\n]*(?:\(|:\d+)[^\r\n]*/g,
  /(?:file:\/\/)?[\w@./\\-]*\/[\w@.-]+\.(?:ts|js|mjs|cjs|py|java|php)(?::\d+){1,2}/g,
  /(?:\/var\/task|\/opt\/nodejs|node:internal)\/[^\s"'),]*/g,
  // AWS: resource names, endpoints, what its services throw.
  /\barn:aws[\w-]*:[^\s"'),]*/gi,
  /\b(?:https?:\/\/)?[\w.-]+\.amazonaws\.com(?:\.cn)?[^\s"'),]*/gi,
  /\b[A-Z][A-Za-z]*(?:Exception|Fault)\b/g,
  /\b(?:ConditionalCheckFailed|TransactionConflict|ProvisionedThroughputExceeded|AccessDenied|InternalServerError)\b/g,
  /\b(?:request[ _-]?id|extended[ _-]?request[ _-]?id)\b["']?\s*[:=]\s*["']?[\w=/+-]+/gi,
  // Tables and indexes, by their label or by the shape CloudFormation gives their physical name.
  /\b(?:table|index)(?:[ _-]?name)?["']?\s*[:=]\s*["'`]?[\w.-]+["'`]?/gi,
  /\b(?:table|index|relation|column|constraint)\s+["'`][^"'`\r\n]+["'`]/gi,
  /\b[A-Za-z][\w-]*(?:Table|Queue|Index)[\w]*-[A-Z0-9]{8,}\b/g,
  // SQL: states, statements, constraints.
  /\bSQLSTATE\b(?:\[\w+\])?:?/gi,
  /\bduplicate key value violates[^\r\n.]*/gi,
  /\b(?:violates\s+)?(?:unique|foreign key|check|not-null)\s+constraint\b[^\r\n,;.]*/gi,
  /\bKey \([^)\r\n]*\)=\([^)\r\n]*\)/gi,
  /\bORA-\d{4,5}\b/g,
  /\b(?:SELECT\s[^\r\n]*?\sFROM\s|UPDATE\s+\S+\s+SET\s)[^\r\n]*/g,
  /\b(?:insert\s+into\s+\S+\s*(?:\(|values)|delete\s+from\s+\S+\s+where|(?:alter|create|drop)\s+(?:unique\s+)?(?:table|index)\s)[^\r\n]*/gi,
  /\b[a-z][a-z0-9]*(?:_[a-z0-9]+)*_(?:unique|fkey|pkey|idx|uniq)\b/g,
];

/** Replaces what names our stores, their errors and our code. */
export function hideInternals(text: string): string {
  let hidden = text;
  for (const find of internals) hidden = hidden.replace(find, (found) => (found.startsWith("\n") ? "" : redacted));
  return hidden;
}
