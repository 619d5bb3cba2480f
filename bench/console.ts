import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Browser, Locator, Page } from "playwright-core";
import * as z from "zod";
import { localAws } from "../local/assembly/local-account.ts";
import { type StartedStack, startStack } from "../local/runtime/start-stack.ts";
import { findChromium, launchChromium } from "../test/browser/launch.ts";
import { longestTask } from "./longest-task.ts";
import { PeerMissingError } from "./peer-packages.ts";
import type { Measured } from "./report.ts";
import { putAll, runItems } from "./seed.ts";
import { median, rounded } from "./statistics.ts";
import { barChart } from "./svg.ts";

const runCount = 10_000;
const repeats = Number(process.env.BENCH_REPEATS ?? 5);
/** Beyond this a person notices that a page does not answer. */
const goalMilliseconds = 200;
/** Beyond this a list that is scrolled stutters. */
const scrollGoalMilliseconds = 50;
/** From the request for the page until its rows can be worked with. */
const interactiveGoalMilliseconds = 1500;
const scrolledAct = `scroll ${runCount} rows`;

/**
 * The longest task of the console's threads while an operator works with a list of 10,000 runs, in processor time, so
 * that what else is at work on the machine does not count as the console's; and how long the list takes to be there.
 */
export async function measureConsole(): Promise<Measured> {
  const found = findChromium();
  if ("missing" in found) throw new PeerMissingError(found.missing);
  const stack = await startStack({ hasWorkers: false, hasSchedules: false });
  const browser = await launchChromium(found.executable);
  try {
    await seedRuns(stack);
    const longest: Record<string, number[]> = {};
    const interactive: number[] = [];
    let longTasks: readonly number[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      const measured = await longestTasks(browser, stack.apiUrl);
      interactive.push(measured.interactiveMilliseconds);
      longTasks = measured.longTasks;
      for (const [act, milliseconds] of Object.entries(measured.longest)) {
        longest[act] = [...(longest[act] ?? []), milliseconds];
      }
    }
    const acts = Object.entries(longest).map(([act, all]) => ({
      act,
      medianMilliseconds: rounded(median(all), 1),
      mostMilliseconds: rounded(Math.max(...all), 1),
    }));
    return {
      results: {
        runs: runCount,
        repeats,
        ...{ goalMilliseconds, scrollGoalMilliseconds, interactiveGoalMilliseconds },
        longestTasks: acts,
        interactive: {
          medianMilliseconds: rounded(median(interactive), 0),
          mostMilliseconds: Math.max(...interactive),
        },
        // By the browser's own clock, which other work on the machine lengthens.
        longTasksWhileScrolled: { over: scrollGoalMilliseconds, milliseconds: longTasks },
      },
      plots: {
        "": barChart({
          title: `Longest task of the console over ${runCount} runs`,
          unit: "ms of processor time, median",
          bars: acts.map(({ act, medianMilliseconds }) => ({ label: act, value: medianMilliseconds, kind: 0 })),
          goal: { value: scrollGoalMilliseconds, label: `goal while scrolled: ${scrollGoalMilliseconds} ms` },
        }),
      },
      lines: [
        ...acts.map(
          ({ act, medianMilliseconds, mostMilliseconds }) =>
            `${act.padEnd(24)} ${medianMilliseconds} ms, at most ${mostMilliseconds} ms`,
        ),
        `interactive after        ${rounded(median(interactive), 0)} ms (goal ${interactiveGoalMilliseconds} ms)`,
        `long tasks while scrolled: ${longTasks.length} of at least ${scrollGoalMilliseconds} ms by the browser's clock`,
      ],
      versions: { chromium: browser.version() },
    };
  } finally {
    await browser.close();
    await stack.stop();
  }
}

async function seedRuns({ endpoints: { dynamodb: endpoint }, tableName }: StartedStack): Promise<void> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, ...localAws }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  await putAll({ client, tableName }, runItems(0, runCount, new Date()));
}

interface Tasks {
  /** By what is done: the longest task in a browser that has seen nothing yet. */
  readonly longest: Readonly<Record<string, number>>;
  /** Tasks of 50 ms and more while all rows were scrolled, as the browser reports them. */
  readonly longTasks: readonly number[];
  readonly interactiveMilliseconds: number;
}

async function longestTasks(browser: Browser, apiUrl: string): Promise<Tasks> {
  const context = await browser.newContext({ locale: "en-US", viewport: { width: 1400, height: 900 } });
  try {
    const page = await context.newPage();
    await page.goto(`${apiUrl}/w/acme/operations`);
    await page.locator('button[value="owner"]').click();
    const rows = page.locator("main table tbody tr");
    await rows.first().waitFor();
    await settled(page);
    const interactiveMilliseconds = await timeToRows(page, rows);
    const session = await context.newCDPSession(page);
    const longest = {
      "add older rows": await longestTask(session, async () => {
        for (const shown of [50, 75, 100]) {
          await page.getByRole("button", { name: "Show older ones" }).click();
          await rows.nth(shown - 1).waitFor();
          await page.mouse.wheel(0, 4_000);
        }
      }),
      "open another tab": await longestTask(session, async () => {
        await page.getByRole("tab", { name: /^Failed/ }).click();
        await page.locator('main[data-page$="tab=failed"]').waitFor();
        await settled(page);
        await rows.first().waitFor();
      }),
      "type a filter": await longestTask(session, async () => {
        await page.keyboard.press("/");
        await page.keyboard.type("Operation = policy");
        await page.keyboard.press("Escape");
      }),
    };
    await page.goto(`${apiUrl}/w/acme/operations`);
    await rows.first().waitFor();
    await settled(page);
    await page.evaluate(noteLongTasks);
    const scrolled = await longestTask(session, () => scrollToEnd(page));
    const longTasks = milliseconds.parse(await page.evaluate("globalThis.longTasks"));
    return { longest: { ...longest, [scrolledAct]: scrolled }, longTasks, interactiveMilliseconds };
  } finally {
    await context.close();
  }
}

/** Loads the page again with what a browser keeps of it; its rows are there and its filter can be typed in. */
async function timeToRows(page: Page, rows: Locator): Promise<number> {
  await page.reload();
  await rows.first().waitFor();
  await page.locator("#filter input").focus();
  return Math.round(await page.evaluate(() => performance.now()));
}

const milliseconds = z.array(z.number());

/** From here on the page notes tasks of 50 ms and more, which is what a browser calls long. */
const noteLongTasks = `
  globalThis.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.longTasks.push(Math.round(duration));
  }).observe({ type: "longtask" });
`;

/** Asks for older rows once and scrolls until there are none: each wheel turn shows a screen more. */
async function scrollToEnd(page: Page): Promise<void> {
  const older = page.getByRole("button", { name: "Show older ones" });
  await older.click();
  await page.mouse.move(700, 500);
  for (let turn = 0; (await older.count()) > 0; turn++) {
    if (turn > runCount) throw new Error("the list came to no end");
    await page.mouse.wheel(0, 900);
    await page.evaluate("new Promise((resolve) => requestAnimationFrame(resolve))");
  }
}

async function settled(page: Page): Promise<void> {
  const loading = page.locator("[data-loading]");
  while ((await loading.count()) > 0) await loading.first().waitFor({ state: "detached" });
}
