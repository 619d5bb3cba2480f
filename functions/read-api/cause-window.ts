import type * as z from "zod";
import type { OpenWork } from "../../shared/actionability/open-work.ts";
import type { causes } from "../../shared/contract/hub.ts";
import { firstIdAt } from "../../shared/foundation/ids.ts";
import type { Locale } from "../../shared/presenter/locale.ts";
import { causeWindowWordsOf } from "../../shared/presenter/surface-words.ts";
import { type CauseWindow, causeWindowHours } from "../../shared/run/cause-windows.ts";
import { attentionCountOf } from "./counts.ts";

/** A span of creation, as instants. */
interface Span {
  readonly name: CauseWindow;
  readonly from: string;
  readonly to: string;
}

/** The window that a query names, up to now; undefined for everything open. */
export function causeWindowOf(name: CauseWindow | undefined, now: Date): Span | undefined {
  if (name === undefined) return undefined;
  const from = new Date(now.getTime() - causeWindowHours[name] * 3_600_000);
  return { name, from: from.toISOString(), to: now.toISOString() };
}

/** Whether a run was created within the window, by the same rule as the `from` of lists. */
export const isWithin = (window: Span | undefined) => {
  const floor = window === undefined ? "" : firstIdAt(new Date(window.from));
  return ({ id }: { readonly id: string }): boolean => id >= floor;
};

/** The issues whose newest run was created within the window; what a disabled connection holds likewise. */
export function workWithin(work: OpenWork, window: Span | undefined): OpenWork {
  if (window === undefined) return work;
  const keeps = isWithin(window);
  return { ...work, issues: work.issues.filter(({ newest }) => keeps(newest)), held: work.held.filter(keeps) };
}

/** The window with what was found in it. */
export const windowAnswerOf = (
  window: Span,
  within: OpenWork,
  locale: Locale,
): NonNullable<z.input<typeof causes>["window"]> => ({
  ...window,
  headline: causeWindowWordsOf(
    window.name,
    attentionCountOf(within),
    new Set(within.issues.map(({ newest }) => newest.causeKey)).size,
    locale,
  ),
});
