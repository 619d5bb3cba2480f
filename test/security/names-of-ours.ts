import { indexes, tableKey } from "../../shared/ledger/keys.ts";

const keyNames = [tableKey, ...Object.values(indexes)].flatMap(({ hash, range }) => [hash, range]);
/** What a run item holds for the protocol alone; nobody outside has a use for it. */
const tokenNames = ["requestToken", "claimToken", "leaseUntil", "receiveCount", "correlationHash", "identityHash"];

/** What an answer must never hold: where our code is, what our stores are called, and how they keep things. */
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

/** The names of ours that a text holds, but for those that its reader has sent. */
export function foundIn(text: string, sent: unknown = ""): readonly string[] {
  const known = JSON.stringify(sent);
  return namesOfOurs.flatMap((name) => name.exec(text)?.[0] ?? []).filter((found) => !known.includes(found));
}
