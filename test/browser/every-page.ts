import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { repositoryRoot } from "../../local/config.ts";
import { allPages } from "./all-pages.ts";
import { type DisplayOptions, go, settled, visit } from "./chromium.ts";
import { layoutShift, watchLayoutShift } from "./layout-shift.ts";
import { drawn } from "./page-checks.ts";
import { sharedStack } from "./stack.ts";

const pictures = path.join(repositoryRoot, "reports", "console");

/** A stack of its own for a file of tests, and every page of the console in it. */
export function everyPage() {
  const world = sharedStack({}, allPages);

  /**
   * Opens each page in turn as a user who may see it, in both widths, and expects that the browser noticed no mistake
   * on any. The page is drawn anew in the first width and resized to the second.
   */
  async function openAll({ widths, areLoaded, ...looks }: EachPage, look: LookAtPage): Promise<void> {
    const { stack, pages, platformPages } = await world();
    const shifted: object[] = [];
    for (const [user, all] of [
      ["owner", pages],
      ["platform", platformPages],
    ] as const) {
      const [[, first] = ["", "/"]] = Object.entries(all);
      const before = areLoaded === true ? { before: watchLayoutShift } : {};
      const { page, mistakes, traffic } = await visit({ apiUrl: stack.apiUrl, user, path: first, ...looks, ...before });
      for (const [name, address] of Object.entries(all)) {
        for (const [at, width] of widths.entries()) {
          await page.setViewportSize({ width, height: 900 });
          if (at > 0) await drawn(page);
          else if (areLoaded !== true) await go(page, address);
          else {
            await page.goto(stack.apiUrl + address);
            await settled(page);
            await traffic.take();
            await drawn(page);
            const { sum, moved } = await layoutShift(page);
            if (sum > layoutShiftMax) shifted.push({ name, sum, moved });
          }
          await look(page, name, width);
        }
      }
      expect(mistakes).toEqual([]);
    }
    expect(shifted).toEqual([]);
  }

  return { world, openAll };
}

interface EachPage extends Omit<DisplayOptions, "width"> {
  readonly widths: readonly number[];
  /** Whether each page is loaded at its address, and must then move nothing that it has shown. */
  readonly areLoaded?: boolean;
}

/** Half of what web vitals call good. */
const layoutShiftMax = 0.05;

type LookAtPage = (page: Page, name: string, width: number) => Promise<void>;

/** With `CONSOLE_PICTURES=1`: keeps what a page looks like in `reports/console`, for the reader of a change. */
export async function saveScreenshot(page: Page, name: string, fullPage = true): Promise<void> {
  if (process.env.CONSOLE_PICTURES !== "1") return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage });
}
