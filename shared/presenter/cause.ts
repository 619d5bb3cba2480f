import type { ConnectionProof } from "../derived/actionability.ts";
import { blockingConnectionOf } from "../derived/blocking-connection.ts";
import { deriveRemedy } from "../derived/remedy.ts";
import type { RunTruth } from "../derived/run-truth.ts";
import type { RelatedRef, Run } from "../run/run.ts";
import type { RemedyKind } from "../run/verdicts.ts";
import { fill } from "./fill.ts";
import { type Locale, wordsOf } from "./locale.ts";
import type { Words } from "./locales/en.ts";
import { failuresOf } from "./run-words.ts";

/** Why a run ended as a problem: one sentence, the instant of the cause if it has one, and the record it is about. */
export interface Cause {
  readonly text: string;
  readonly at: string | null;
  readonly related: RelatedRef | null;
  readonly remedy: { readonly kind: RemedyKind; readonly label: string; readonly consequence: string } | null;
}

/** What decides how much of a cause its reader sees, and which remedy they are offered. */
interface CauseReader {
  can(capability: string): boolean;
  /** No check starts in an archived environment. */
  readonly isArchived?: boolean;
}

type Facts = Pick<Run, "status" | "outcome" | "context" | "endedBy" | "failures">;

/**
 * The concrete cause of a problem: the connection by its name and who switched it off, or the first failure with its
 * object and HTTP status. Null for a run that is no problem, and when nothing more is known than its outcome. A
 * reader who may not see connections gets the cause without the name.
 */
export function causeOf(
  run: Facts,
  truth: Pick<RunTruth, "connection" | "actionability">,
  locale: Locale,
  { can, isArchived = false }: CauseReader,
): Cause | null {
  if (run.status !== "completed" || run.outcome === "succeeded") return null;
  const seen = can("tenant.providers.view") ? truth.connection : undefined;
  const connection = blockingConnectionOf(run, { connection: seen });
  if (connection === undefined) return failureCauseOf(run, locale, seen && hostOf(seen));
  const kind = isArchived ? undefined : deriveRemedy(truth.actionability, connection, can);
  const remedy = kind === undefined ? null : { kind, ...wordsOf(locale).remedies[kind] };
  return { ...connectionCauseOf(run, connection, locale), remedy };
}

/** The key of the sentence about a connection that blocked a run; null when nothing of it was read. */
export function connectionCauseKeyOf(
  run: Pick<Run, "outcome" | "endedBy">,
  truth: Pick<RunTruth, "connection">,
): keyof Words["causes"] | null {
  const connection = blockingConnectionOf(run, truth);
  if (connection === undefined) return null;
  if (run.endedBy?.reasonCode !== "provider_connection_disabled") return "connection";
  if (connection.isEnabled) return "wasDisabled";
  return connection.switched === undefined ? "disabled" : "disabledBy";
}

function connectionCauseOf(run: Facts, connection: ConnectionProof, locale: Locale): Omit<Cause, "remedy"> {
  const { causes, failures: sentences, failureObjects } = wordsOf(locale);
  const { id, displayName: name, baseUrl, switched } = connection;
  const key = connectionCauseKeyOf(run, { connection }) ?? "connection";
  const permission = run.failures.find(({ about }) => about?.permission !== undefined)?.about?.permission;
  const cause =
    permission === undefined
      ? sentenceOf(sentences, run.endedBy?.reasonCode)
      : withoutStop(fill(failureObjects.permission, { permission }));
  const status = run.failures.find(({ about }) => about?.status !== undefined)?.about?.status;
  const host = hostOf({ baseUrl });
  const answered = status === undefined ? [] : [fill(failureObjects.answered, { host, status: String(status) })];
  return {
    text: [fill(causes[key], { name, cause, by: switched?.by ?? "" }), ...answered].join(" "),
    at: key === "disabledBy" ? (switched?.at ?? null) : null,
    related: { type: "provider_connection", id },
  };
}

const hostOf = ({ baseUrl }: Pick<ConnectionProof, "baseUrl">) => URL.parse(baseUrl)?.host ?? baseUrl;

function failureCauseOf({ endedBy, failures }: Facts, locale: Locale, host: string | undefined): Cause | null {
  const { failures: sentences } = wordsOf(locale);
  const [first] = failuresOf(failures, locale, host);
  const code = endedBy?.reasonCode;
  const own = code !== undefined && code in sentences ? sentenceOf(sentences, code) : undefined;
  // The first failure names its object; the reason of the end only sums up.
  const text = first === undefined || first.code === "run.handler_failed" ? (own ?? first?.message) : first.message;
  return text === undefined ? null : { text: withoutStop(text), at: null, related: null, remedy: null };
}

function sentenceOf(sentences: Readonly<Record<string, string>>, code = "other"): string {
  return withoutStop(new Map(Object.entries(sentences)).get(code) ?? sentences.other ?? "");
}

/** A cause stands in a line with other facts, so a single sentence has no full stop. */
const withoutStop = (text: string) => (text.indexOf(". ") === -1 ? text.replace(/\.$/, "") : text);
