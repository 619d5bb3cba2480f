import { redacted } from "./secret-formats.ts";

/** Internal names of stores and code (spec 359, 360): not secret, but not for users. */
const internals: readonly RegExp[] = [
  // Stack frames, as plain or escaped lines, then their remains: files with line numbers.
  /(?:^|\r?\n|\\n)[ \t]{1,20}at [^\r\n]{0,500}?(?:\(|:\d+)(?:(?!\\n)[^\r\n]){0,500}/g,
  /(?<![\w@./\\:-])[\w@./\\:-]{1,300}\.(?:ts|js|mjs|cjs|py|java|php)(?::\d+){1,2}/g,
  /(?:\/var\/task|\/opt\/nodejs|node:internal)\/[^\s"'),]*/g,
  // AWS: resource names, endpoints, service errors.
  /\barn:aws[\w-]{0,20}:[^\s"'),]*/gi,
  /(?<![\w.-])(?:https?:\/\/)?[\w.-]{1,200}\.amazonaws\.com(?:\.cn)?[^\s"'),]*/gi,
  /\b[A-Z][A-Za-z]{0,100}(?:Exception|Fault)\b/g,
  /\b(?:ConditionalCheckFailed|TransactionConflict|ProvisionedThroughputExceeded|AccessDenied|InternalServerError)\b/g,
  /\b(?:extended[ _-]?)?request[ _-]?id\b["']?\s{0,5}[:=]\s{0,5}["']?[\w=/+-]+/gi,
  // Tables and indexes, by label or by CloudFormation's physical name format.
  /\b(?:table|index)(?:[ _-]?name)?["']?\s{0,5}[:=]\s{0,5}["'`]?[\w.-]+["'`]?/gi,
  /\b(?:table|index|relation|column|constraint)\s{1,5}["'`][^"'`\r\n]{1,200}["'`]/gi,
  /(?<![\w-])[A-Za-z][\w-]{0,150}?(?:Table|Queue|Index)\w{0,60}-[A-Z0-9]{8,40}\b/g,
  // SQL: states, statements, constraints.
  /\bSQLSTATE\b(?:\[\w{1,20}\])?:?/gi,
  /\bduplicate key value violates[^\r\n.]*/gi,
  /\b(?:violates\s{1,5})?(?:unique|foreign key|check|not-null)\s{1,5}constraint\b[^\r\n,;.]*/gi,
  /\bKey \([^)\r\n]{0,300}\)=\([^)\r\n]{0,300}\)/gi,
  /\bORA-\d{4,5}\b/g,
  /\b(?:SELECT\s[^\r\n]{0,500}?\sFROM\s|UPDATE\s{1,5}\S{1,200}\s{1,5}SET\s)[^\r\n]*/g,
  /\b(?:insert\s{1,5}into\s{1,5}[^\s(]{1,200}\s{0,5}(?:\(|values)|delete\s{1,5}from\s{1,5}\S{1,200}\s{1,5}where|(?:alter|create|drop)\s{1,5}(?:unique\s{1,5})?(?:table|index)\s)[^\r\n]*/gi,
  /\b[a-z][a-z0-9]*(?:_[a-z0-9]+)*_(?:unique|fkey|pkey|idx|uniq)\b/g,
];

const isFrame = /^(?:\r?\n|\\n)?[ \t]+at /;

/** Redacts the names of our stores, their errors and our code. */
export function hideInternals(text: string): string {
  let hidden = text;
  for (const find of internals) hidden = hidden.replace(find, (found) => (isFrame.test(found) ? "" : redacted));
  return hidden;
}
