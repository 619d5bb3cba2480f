import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import type { Traffic } from "./traffic.ts";

/** Far enough ahead that no slow machine is there yet. */
const aheadMilliseconds = 600_000;
/** In which what came of answers is drawn; too short for the page to ask again. */
const drawMilliseconds = 100;
/** Longer than a page takes to see what is due and to ask for it, shorter than its shortest interval of polling. */
const dueMilliseconds = 2500;
type Asked = Awaited<ReturnType<Traffic["take"]>>;

export interface PageTime {
  /** Lets so many seconds pass and answers what was asked in them; what came of the answers is drawn. */
  pass(seconds: number): Promise<Asked>;
  /** Lets time pass in small steps until something is shown, and answers what was asked meanwhile. */
  passUntil(shown: Locator): Promise<Asked>;
  /** The same until something is shown no more. */
  passUntilGone(shown: Locator): Promise<void>;
}

/**
 * Takes a page's clock over, which was installed before the page was opened: from here on its time is the test's, so
 * what a page asks in so many seconds does not depend on the machine. What was asked before is forgotten.
 */
export async function holdTime(page: Page, traffic: Traffic): Promise<PageTime> {
  await page.clock.pauseAt(Date.now() + aheadMilliseconds);
  await traffic.take();
  // What was due by then is asked for now, and drawing its answers may ask for more.
  do await page.clock.runFor(dueMilliseconds);
  while ((await traffic.take()).length > 0);

  async function pass(seconds: number): Promise<Asked> {
    await page.clock.runFor(seconds * 1000);
    const asked = await traffic.take();
    await page.clock.runFor(drawMilliseconds);
    return asked;
  }

  return {
    pass,
    async passUntil(shown) {
      const asked: Asked[number][] = [];
      const isShown = async () => {
        if ((await shown.count()) > 0) return true;
        asked.push(...(await pass(drawMilliseconds / 1000)));
        return false;
      };
      await expect.poll(isShown, { interval: 0, message: `${shown} is shown` }).toBe(true);
      // It may be shown before what was asked for it is taken.
      return [...asked, ...(await traffic.take())];
    },
    async passUntilGone(shown) {
      const isGone = async () => {
        if ((await shown.count()) === 0) return true;
        await pass(drawMilliseconds / 1000);
        return false;
      };
      await expect.poll(isGone, { interval: 0, message: `${shown} is gone` }).toBe(true);
    },
  };
}
