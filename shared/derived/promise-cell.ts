import { isLaterInstant } from "../run/generation.ts";
import type { CellState, UnknownReason } from "../run/promise-states.ts";
import type { ProofKind } from "../run/proof-kinds.ts";

/** From this share of the promised time on, a promise is due soon. */
const dueSoonShare = 0.8;

interface Facts {
  readonly promise: {
    readonly proof: ProofKind | "unknown";
    readonly withinSeconds: number;
    readonly effectiveFrom: string;
  };
  /** Undefined for environments of an older release: they existed before every promise. */
  readonly environmentCreatedAt: string | undefined;
  /** What is proven of the environment; undefined when that was not read. */
  readonly proofs: Readonly<Partial<Record<ProofKind, { readonly runId: string; readonly asOf: string }>>> | undefined;
  readonly exception: { readonly until: string } | undefined;
}

/** Whether one environment is as one promise says. All instants are ISO-8601. */
export interface Cell {
  readonly state: CellState;
  /** Present if and only if the state is unknown. */
  readonly reason?: UnknownReason;
  /** The newest proof. */
  readonly proof?: { readonly runId: string; readonly asOf: string };
  /** Present if and only if the promise is broken. */
  readonly brokenSince?: string;
  /** When it breaks without a new proof. */
  readonly dueAt?: string;
  /** The end of the exception that applies now. */
  readonly exceptedUntil?: string;
}

/**
 * The state of a promise in an environment, from stored facts and the time of the answer alone: no scheduler has to
 * run. `kept` and `due_soon` imply a full success whose work began within the promised time. Clocks only measure ages;
 * which proof is the newest was decided when it was stored.
 */
export function deriveCell({ promise, environmentCreatedAt, proofs, exception }: Facts, now: Date): Cell {
  if (exception !== undefined && Date.parse(exception.until) > now.getTime())
    return { state: "unknown", reason: "excepted", exceptedUntil: exception.until };
  if (promise.proof === "unknown" || proofs === undefined) return { state: "unknown", reason: "not_readable" };

  const proof = proofs[promise.proof];
  const effectiveFrom = Date.parse(promise.effectiveFrom);
  // A promise holds for a new environment from its creation on.
  const since = Math.max(effectiveFrom, Date.parse(environmentCreatedAt ?? promise.effectiveFrom));
  const provenAt = proof === undefined ? undefined : Date.parse(proof.asOf);
  const deadline = (provenAt ?? since) + promise.withinSeconds * 1000;
  if (Number.isNaN(deadline) || Number.isNaN(since)) return { state: "unknown", reason: "not_readable" };
  // Work that has not begun yet proves nothing: the clock that noted it was ahead.
  if (proof !== undefined && isLaterInstant(proof.asOf, now.toISOString()))
    return { state: "unknown", reason: "not_readable" };

  // Nothing is broken before it was promised.
  const brokenSince = Math.max(deadline, since);
  const found = proof === undefined ? {} : { proof };
  const at = now.getTime();
  if (at > brokenSince) return { state: "broken", brokenSince: new Date(brokenSince).toISOString(), ...found };
  const ahead = { dueAt: new Date(brokenSince).toISOString(), ...found };
  if (provenAt === undefined) return { state: "unknown", reason: "never_proven_yet", ...ahead };
  if (at > deadline) return { state: "unknown", reason: "not_effective_yet", ...ahead };
  const isDueSoon = at >= provenAt + promise.withinSeconds * 1000 * dueSoonShare;
  return { state: isDueSoon ? "due_soon" : "kept", ...ahead };
}

/** Worst first; of broken promises the one that broke first. */
export function byUrgency(a: Cell, b: Cell): number {
  return rankOf(a) - rankOf(b) || (a.brokenSince ?? "").localeCompare(b.brokenSince ?? "");
}

const ranks = { broken: 0, due_soon: 2, kept: 6 } as const;
const unknownRanks = { not_readable: 1, never_proven_yet: 3, not_effective_yet: 4, excepted: 5 } as const;
const rankOf = ({ state, reason = "not_readable" }: Cell) =>
  state === "unknown" ? unknownRanks[reason] : ranks[state];
