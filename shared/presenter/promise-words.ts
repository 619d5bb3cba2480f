import type { Cell } from "../derived/promise-cell.ts";
import type { CellState, UnknownReason } from "../run/promise-states.ts";
import type { ProofKind } from "../run/proof-kinds.ts";
import type { Tone } from "../run/verdicts.ts";
import { counted } from "./counted.ts";
import { fill } from "./fill.ts";
import { type Locale, wordsOf } from "./locale.ts";

type Promised = { readonly proof: ProofKind | "unknown"; readonly withinSeconds: number };

/** The largest unit first. A span takes the smallest unit of which it has fewer than two of the next one. */
const units = [
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3600 },
  { unit: "minute", seconds: 60 },
  { unit: "second", seconds: 1 },
] as const;

/** An age or a rest in one unit, rounded down: 31 h, 3 days. */
export function ageSpanOf(seconds: number, locale: Locale): string {
  const { unit, seconds: size } = units.find((one) => seconds >= 2 * one.seconds) ?? units[3];
  return counted(wordsOf(locale).promises.spans[unit], Math.max(0, Math.floor(seconds / size)), locale);
}

/** A promised time, exactly: 24 h, 30 days, 90 min. */
export function promisedSpanOf(seconds: number, locale: Locale): string {
  const isExact = (size: number) => seconds % size === 0 && seconds >= (size === 86_400 ? 2 * size : size);
  const { unit, seconds: size } = units.find((one) => isExact(one.seconds)) ?? units[3];
  return counted(wordsOf(locale).promises.spans[unit], seconds / size, locale);
}

export const proofLabelOf = (proof: ProofKind | "unknown", locale: Locale): string =>
  wordsOf(locale).promises.proofs[proof];

const tonesOf = {
  broken: "danger",
  due_soon: "warning",
  kept: "success",
  not_readable: "warning",
  never_proven_yet: "neutral",
  not_effective_yet: "neutral",
  excepted: "neutral",
} as const satisfies Record<Exclude<CellState, "unknown"> | UnknownReason, Tone>;

/** The badge and the sentence of one cell. */
export function cellWordsOf(cell: Cell, { proof, withinSeconds }: Promised, now: Date, locale: Locale) {
  const { states, cells } = wordsOf(locale).promises;
  const key = cell.state === "unknown" ? (cell.reason ?? "not_readable") : cell.state;
  const span = (from: number, to: number) => ageSpanOf((to - from) / 1000, locale);
  const at = now.getTime();
  const timeOf = (instant: string | undefined) => (instant === undefined ? at : Date.parse(instant));
  const text = fill(cells[key === "broken" && cell.proof === undefined ? "broken_never" : key], {
    proof: proofLabelOf(proof, locale),
    within: promisedSpanOf(withinSeconds, locale),
    age: span(timeOf(cell.proof?.asOf), at),
    broken: span(timeOf(cell.brokenSince), at),
    left: span(at, timeOf(cell.exceptedUntil ?? cell.dueAt)),
  });
  return { state: { label: states[key], tone: tonesOf[key] }, text };
}

/** Cells by state; capped when not all promises were read. */
export interface PromiseCounts {
  readonly cells: Readonly<Record<CellState, number>>;
  /** Cells that are unknown because something was not read. */
  readonly notRead: number;
  readonly promises: number;
  readonly isWhole: boolean;
}

/** What was not read; null when everything was. */
export const promisesUnreadOf = ({ isWhole, notRead }: PromiseCounts, locale: Locale): string | null =>
  isWhole && notRead === 0 ? null : wordsOf(locale).promises.unread;

/** The number of broken promises in words; undefined without one. */
export function brokenTextOf(counts: PromiseCounts, locale: Locale): string | undefined {
  const { headline } = wordsOf(locale).promises;
  const isExact = promisesUnreadOf(counts, locale) === null;
  const { broken } = counts.cells;
  return broken === 0 ? undefined : counted(headline[isExact ? "broken" : "brokenAtLeast"], broken, locale);
}

/** All promises in one line; calm only when every one is kept and everything was read. */
export function promiseHeadlineOf(counts: PromiseCounts, locale: Locale): string {
  const { headline } = wordsOf(locale).promises;
  const { cells, promises } = counts;
  const unread = promisesUnreadOf(counts, locale);
  const parts = [
    brokenTextOf(counts, locale),
    unread ?? undefined,
    cells.due_soon > 0 ? counted(headline.due_soon, cells.due_soon, locale) : undefined,
    cells.unknown > 0 ? counted(headline.unproven, cells.unknown, locale) : undefined,
  ].flatMap((part) => part ?? []);
  if (parts.length > 0) return parts.join(" ");
  if (promises === 0) return headline.none;
  return cells.kept === 0 ? headline.noCells : counted(headline.kept, cells.kept, locale);
}
