import { createHash } from "node:crypto";
import { reasonCodes } from "../run/reason-codes.ts";
import type { Run } from "../run/run.ts";
import { isProblem, type RunOutcome, runOutcomes } from "../run/status.ts";

/**
 * Keys of the open work (ADR 0009). Active runs: `A#<environment>#<run>`. Problems:
 * `P#<environment>#<line>#<generation>#<facts>#<run>`. With type and correlation projected into the index, an entry
 * holds what the follow-up rule needs, so thousands are evaluated without loading a run. What is no run but waits for a
 * person: `N#<environment>#<kind>#<id>` (`noticeKey` in `keys.ts`).
 */
export type OpenKind = "A" | "P";

/** The facts in a problem's key. `undefined` marks a value of another release. */
export interface ProblemNote {
  readonly outcome: RunOutcome;
  readonly isReconciled: boolean;
  /** Its adapter found several matching records, so it requires manual review. */
  readonly isAmbiguous: boolean;
  /** The reason code of its end; undefined for a code unknown to this release. */
  readonly reasonCode: string | undefined;
  /** A three-character hash of the first failure's code; equal hashes are one cause. */
  readonly failure: string;
  readonly gen: number | undefined;
  readonly epoch: string | undefined;
}

/** The kind and place of an open run, from its key. */
export interface OpenPlace {
  readonly kind: OpenKind;
  readonly environmentId: string | null;
  /** Absent on active runs and on problems of the last release: those are loaded. */
  readonly problem?: ProblemNote;
}

/** The facts of an ended run that form its key. */
export interface EndedProblem {
  readonly id: string;
  readonly environmentId: string | null;
  readonly type: string;
  readonly correlationHash?: string | undefined;
  readonly gen?: number | undefined;
  readonly epoch?: string | undefined;
  readonly outcome: RunOutcome;
  /** The decision of the reconciliation that ended it; absent when its worker did. */
  readonly decision?: string | undefined;
  readonly reasonCode?: string | undefined;
  /** The code of its first failure. */
  readonly failureCode?: string | undefined;
}

const none = "-";
const letters: Record<RunOutcome, string> = {
  pending: none,
  succeeded: none,
  partially_succeeded: "p",
  blocked: "b",
  failed: "f",
  unknown: "?",
};
const outcomes = new Map(runOutcomes.filter(isProblem).map((outcome) => [letters[outcome], outcome]));
const separator = "#";
const endings = { reported: "0", reconciled: "1", ambiguous: "2" } as const;
const ambiguous = "attention_required";
const places: ReadonlyMap<string, number> = new Map(reasonCodes.map((code, place) => [code, place]));

/** The key of an active run. Workspace-level runs use "-" as environment. */
export const activeOpenKey = (environmentId: string | null, runId: string) =>
  ["A", environmentId ?? none, runId].join(separator);

/** The key of a run that ended as a problem. */
export function problemOpenKey(run: EndedProblem): string {
  const generation = `${(run.gen ?? 0).toString(36)}${run.epoch === undefined ? "" : `.${run.epoch}`}`;
  const facts = [
    letters[run.outcome],
    endings[run.decision === undefined ? "reported" : run.decision === ambiguous ? "ambiguous" : "reconciled"],
    placeOf(run.reasonCode),
    run.failureCode === undefined ? none.repeat(3) : digest(run.failureCode).slice(0, 3),
  ].join("");
  return ["P", run.environmentId ?? none, lineOf(run), generation, facts, run.id].join(separator);
}

/** The key of a stored problem; undefined for a run that is no problem. */
export function problemOpenKeyOf(run: Run): string | undefined {
  const { outcome } = run;
  if (!isProblem(outcome)) return undefined;
  return problemOpenKey({
    ...run,
    outcome,
    decision: run.context.reconciliation?.decision,
    reasonCode: run.endedBy?.reasonCode,
    failureCode: run.failures[0]?.code,
  });
}

/** Prefix of all open problems of an environment or one line. */
export function problemPrefix(
  environmentId: string | null,
  line?: { readonly type: string; readonly correlationHash: string },
): string {
  return ["P", environmentId ?? none, ...(line === undefined ? [] : [lineOf(line)]), ""].join(separator);
}

/** Prefix of every open run of one kind, optionally in one environment. */
export const openPrefix = (kind: OpenKind, environmentId?: string) =>
  [kind, ...(environmentId === undefined ? [] : [environmentId]), ""].join(separator);

/** The last release's key format for problems; supported as long as such items are stored. */
export const isLastReleaseProblemKey = (openKey: string) =>
  openKey.startsWith("P#") && openKey.split(separator).length === 3;

/** Parses a key. Facts that this release does not understand are omitted, so that the run is loaded instead. */
export function openPlaceOf(openKey: string): OpenPlace {
  const [kind, environmentId = none, _line, generation, facts] = openKey.split(separator);
  const problem = kind === "A" ? undefined : noteIn(generation, facts);
  return {
    kind: kind === "A" ? "A" : "P",
    environmentId: environmentId === none ? null : environmentId,
    ...(problem && { problem }),
  };
}

function noteIn(generation: string | undefined, facts: string | undefined): ProblemNote | undefined {
  const outcome = outcomes.get(facts?.charAt(0) ?? "");
  if (generation === undefined || facts?.length !== 7 || outcome === undefined) return undefined;
  const [gen = "", epoch] = generation.split(".");
  const counted = Number.parseInt(gen, 36);
  return {
    outcome,
    isReconciled: facts.charAt(1) !== endings.reported,
    isAmbiguous: facts.charAt(1) === endings.ambiguous,
    reasonCode: reasonCodes[Number.parseInt(facts.slice(2, 4), 36)],
    failure: facts.slice(4),
    gen: counted > 0 ? counted : undefined,
    epoch,
  };
}

/** Runs of one type and correlation form a line: repetitions of the same work. */
function lineOf({ type, correlationHash }: Pick<EndedProblem, "type" | "correlationHash">): string {
  return correlationHash === undefined ? none : digest(`${type}\n${correlationHash}`).slice(0, 8);
}

/** The index of a reason code in its append-only catalogue. */
function placeOf(reasonCode: string | undefined): string {
  const place = places.get(reasonCode ?? "");
  return place === undefined ? none.repeat(2) : place.toString(36).padStart(2, "0");
}

const digest = (text: string) => createHash("sha256").update(text).digest("base64url");
