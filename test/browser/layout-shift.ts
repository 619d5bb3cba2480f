import type { Page } from "playwright-core";

interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly sources: readonly { readonly node: Node | null }[];
}

interface Shift {
  readonly value: number;
  /** The first element that moved. */
  readonly moved: string;
}

declare global {
  /** In a page that is watched. */
  var shifts: Shift[];
}

/** From its next load on, a page notes what it moves after it was shown, unless a person caused it. */
export async function watchLayoutShift(page: Page): Promise<void> {
  await page.addInitScript(() => {
    globalThis.shifts = [];
    const isShift = (entry: PerformanceEntry): entry is LayoutShift => entry.entryType === "layout-shift";
    const note = ({ value, sources }: LayoutShift) => {
      const [{ node } = { node: null }] = sources;
      const element = node instanceof Element ? node : node?.parentElement;
      globalThis.shifts.push({ value, moved: element?.outerHTML.slice(0, 160) ?? "" });
    };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (isShift(entry) && !entry.hadRecentInput) note(entry);
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** The sum of all shifts since the page was loaded; never less than the cumulative layout shift of web vitals. */
export async function layoutShift(page: Page): Promise<{ readonly sum: number; readonly moved: readonly string[] }> {
  const shifts = await page.evaluate(() => globalThis.shifts);
  return { sum: shifts.reduce((sum, { value }) => sum + value, 0), moved: shifts.map(({ moved }) => moved) };
}
