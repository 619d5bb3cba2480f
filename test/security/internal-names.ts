import { indexes, tableKey } from "../../shared/ledger/keys.ts";

const keyNames = [tableKey, ...Object.values(indexes)].flatMap(({ hash, range }) => [hash, range]);
/** Protocol attributes of a run item, which no client needs. */
const tokenNames = ["requestToken", "claimToken", "leaseUntil", "receiveCount", "correlationHash", "identityHash"];

/** Forbidden in every answer: code locations, store names and storage formats. */
const namesOfOurs: readonly RegExp[] = [
  new RegExp(`"(?:${[...new Set([...keyNames, ...tokenNames])].join("|")})":`),
  /\n\s+at |\\n\s+at /,
  /\.[cm]?[jt]s:\d+/,
  /node_modules|node:internal|\/var\/task|file:\/\//,
  /arn:aws/,
  /amazonaws\.com|sqs\.example/,
  /000000000000/,
  /(?:RUN|IDENT|KEY|SUCCESS|USABLE|REC|WS|ENV|DUE|PROBLEM)#[a-z0-9]/i,
  /ZodError|TypeError|ValidationException|ConditionalCheckFailed|ResourceNotFound/,
  /attacked|test-[0-9a-f]{8}-/,
];

/** The internal names in a text, except those from the request. */
export function foundIn(text: string, sent: unknown = ""): readonly string[] {
  const asked = JSON.stringify(sent);
  // An answer may repeat a filter, which was encoded in the query.
  const known = asked + asked.replaceAll(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return namesOfOurs.flatMap((name) => name.exec(text)?.[0] ?? []).filter((found) => !known.includes(found));
}
