import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findChromium } from "../test/browser/launch.ts";
import { type LoadedPage, loadedPage } from "./page-figures.ts";
import { PeerMissingError } from "./peer-packages.ts";
import type { Measured } from "./report.ts";
import { rounded } from "./statistics.ts";
import { barChart } from "./svg.ts";

const program = new URL("../test/browser/measure-pages.ts", import.meta.url).pathname;
const outputBytesMax = 2 ** 26;
/** Half of what web vitals call good. */
const shiftGoal = 0.05;
const widths = 3;
/** Bars of a plot. */
const shownMax = 12;

/**
 * Every page of the console in both themes, both languages and three widths: violations of WCAG 2.2 AA, parts wider than
 * their place, cut texts and English words on German pages; what a load moves after it was shown, and its longest task.
 */
export async function measureConsolePages(): Promise<Measured> {
  const found = findChromium();
  if ("missing" in found) throw new PeerMissingError(found.missing);
  const only = process.env.PAGES?.split(",") ?? [];
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...only], { maxBuffer: outputBytesMax });
  const loads = stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => loadedPage.parse(JSON.parse(line)));
  const pages = [...Map.groupBy(loads, ({ page }) => page)].map(([page, all]) => ({ page, ...worstOf(all) }));
  const byShift = pages.toSorted((a, b) => b.layoutShift - a.layoutShift);
  const byTask = pages.toSorted((a, b) => b.longestTaskMilliseconds - a.longestTaskMilliseconds);
  const moved = loads.filter(({ layoutShift }) => layoutShift > shiftGoal);
  const faults = [
    ...loads.flatMap((one) => one.faults),
    ...moved.map(({ page, loadedAt, locale, moved: parts }) => `${page} at ${loadedAt} px, ${locale}: moved ${parts}`),
  ];
  return {
    results: { loads: loads.length, views: loads.length * widths, shiftGoal, faults, pages },
    plots: {
      shift: barChart({
        title: `Layout shift of the ${shownMax} pages that move most`,
        unit: "sum of all shifts, most of four loads",
        bars: byShift.slice(0, shownMax).map(({ page, layoutShift }) => ({ label: page, value: layoutShift, kind: 0 })),
        goal: { value: shiftGoal, label: `goal: ${shiftGoal}` },
      }),
      task: barChart({
        title: `Longest task of a load, ${shownMax} longest`,
        unit: "ms of processor time, most of four loads",
        bars: byTask
          .slice(0, shownMax)
          .map(({ page, longestTaskMilliseconds }) => ({ label: page, value: longestTaskMilliseconds, kind: 0 })),
      }),
    },
    lines: [
      `${pages.length} pages, ${loads.length * widths} views, ${faults.length} faults`,
      ...faults,
      `most layout shift ${byShift[0]?.layoutShift} (${byShift[0]?.page}), goal ${shiftGoal}`,
      `longest task of a load ${byTask[0]?.longestTaskMilliseconds} ms (${byTask[0]?.page})`,
    ],
  };
}

/** The most that any load of a page moved and worked at once. */
const worstOf = (loads: readonly LoadedPage[]) => ({
  layoutShift: rounded(Math.max(...loads.map(({ layoutShift }) => layoutShift)), 4),
  longestTaskMilliseconds: rounded(Math.max(...loads.map((one) => one.longestTaskMilliseconds)), 1),
});
