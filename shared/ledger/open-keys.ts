import { createHash } from "node:crypto";
import { reasonCodes } from "../run/reason-codes.ts";
import type { Run } from "../run/run.ts";
import { isProblem, type RunOutcome, runOutcomes } from "../run/status.ts";

/**
 * The keys of the list of open work (ADR 0009). An active run stands as `A#<environment>#<run>`. A problem stands as
 * `P#<environment>#<line>#<generation>#<facts>#<run>`: with the type and the correlation beside it in the index, an
 * entry holds what the follow-up rule asks of a run, so thousands are judged without loading any.
 */
export type OpenKind = "A" | "P";

/** What a key says of a run that ended as a problem. `undefined` in place of a value: stored by another release. */
export interface ProblemNote {
  readonly outcome: RunOutcome;
  readonly isReconciled: boolean;
  /** Its adapter found several records that could be its own: that is for a person. */
  readonly isAmbiguous: boolean;
  /** Why it ended: a code of the catalogue, or undefined for one that this release does not know. */
  readonly reasonCode: string | undefined;
  /** Three characters that differ between the codes of first failures; equal ones are one cause. */
  readonly failure: string;
  readonly gen: number | undefined;
  readonly epoch: string | undefined;
}

/** What an open-work key says of its run: `A` or `P`, and where it belongs. */
export interface OpenPlace {
  readonly kind: OpenKind;
  readonly environmentId: string | null;
  /** Absent on active runs, and on problems that the last release stored: those are loaded. */
  readonly problem?: ProblemNote;
}

/** What of an ended run its key is made of. */
export interface EndedProblem {
  readonly id: string;
  readonly environmentId: string | null;
  readonly type: string;
  readonly correlationHash?: string | undefined;
  readonly gen?: number | undefined;
  readonly epoch?: string | undefined;
  readonly outcome: RunOutcome;
  /** What the reconciliation decided that ended it; absent when its own worker did. */
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

/** The open-work key of an active run. Workspace-owned runs use "-" for the environment. */
export const activeOpenKey = (environmentId: string | null, runId: string) =>
  ["A", environmentId ?? none, runId].join(separator);

/** The open-work key of a run that ended as a problem. */
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

/** The key of a problem as it is stored; undefined for a run that did not end as one. */
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

/** All open problems of an environment; of one line when it is named. */
export function problemPrefix(
  environmentId: string | null,
  line?: { readonly type: string; readonly correlationHash: string },
): string {
  return ["P", environmentId ?? none, ...(line === undefined ? [] : [lineOf(line)]), ""].join(separator);
}

/** Every open run of one kind; of one environment when it is named. */
export const openPrefix = (kind: OpenKind, environmentId?: string) =>
  [kind, ...(environmentId === undefined ? [] : [environmentId]), ""].join(separator);

/** The key that the last release wrote for a problem; read for as long as such items are stored. */
export const isLastReleaseProblemKey = (openKey: string) =>
  openKey.startsWith("P#") && openKey.split(separator).length === 3;

/** Reads a key. Facts that this release does not understand are left out, so that the run itself is asked. */
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

/** Runs of one type and correlation are a line: the same work, again and again. */
function lineOf({ type, correlationHash }: Pick<EndedProblem, "type" | "correlationHash">): string {
  return correlationHash === undefined ? none : digest(`${type}\n${correlationHash}`).slice(0, 8);
}

/** The place of a reason in its catalogue, which is only ever appended to. */
function placeOf(reasonCode: string | undefined): string {
  const place = places.get(reasonCode ?? "");
  return place === undefined ? none.repeat(2) : place.toString(36).padStart(2, "0");
}

const digest = (text: string) => createHash("sha256").update(text).digest("base64url");
