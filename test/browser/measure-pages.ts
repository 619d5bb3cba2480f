import { mkdirSync } from "node:fs";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { longestTask } from "../../bench/longest-task.ts";
import type { LoadedPage } from "../../bench/page-figures.ts";
import { repositoryRoot } from "../../local/config.ts";
import { startStack } from "../../local/runtime/start-stack.ts";
import { accessibilityViolations } from "./accessibility.ts";
import { allPages } from "./all-pages.ts";
import { foreignWords } from "./foreign-words.ts";
import { findChromium, launchChromium } from "./launch.ts";
import { layoutShift, watchLayoutShift } from "./layout-shift.ts";
import { cutTexts, drawn, scrolledSideways, untidyParts } from "./page-checks.ts";
import { tenantPages } from "./tenant-records.ts";

// A program for `npm run bench -- console-pages`: prints one line of JSON for each page that it loads, and keeps a
// picture of each as it is loaded and on a phone. Names of pages as arguments restrict it to these.

const only = process.argv.slice(2);
const pictures = `${repositoryRoot}/reports/console-pages/`;
const widths = [1440, 1024, 390] as const;

/** Every theme in every language; each loads the pages in one width and resizes them to the two others. */
const looks = [
  { locale: "en-US", theme: "light", loadedAt: 1440 },
  { locale: "en-US", theme: "dark", loadedAt: 1440 },
  { locale: "de-DE", theme: "light", loadedAt: 390 },
  { locale: "de-DE", theme: "dark", loadedAt: 1024 },
] as const;

/** Names that the pages' records were given, or that the provider has. */
const given = ["Policy and Profile manager", "All users and all devices", "Daily backup", "All failures"];

async function measurePages(): Promise<void> {
  const found = findChromium();
  if ("missing" in found) throw new Error(found.missing);
  mkdirSync(pictures, { recursive: true });
  const stack = await startStack({ hasSchedules: false });
  const browser = await launchChromium(found.executable);
  try {
    const { pages, platformPages } = await allPages(stack);
    // The connection of the other environment lacks its consent by now.
    const reports = await tenantPages(stack, "acme-lab");
    const ofTenant = reports.pages.map((path) => [`tenant-${path.split("/")[5]}`, path] as const);
    const users = {
      owner: [...Object.entries(pages), ...ofTenant],
      platform: Object.entries(platformPages),
    };
    for (const look of looks) {
      for (const [user, addresses] of Object.entries(users)) {
        const chosen = addresses.filter(([name]) => only.length === 0 || only.includes(name));
        if (chosen.length > 0) await openAll(browser, { apiUrl: stack.apiUrl, user, look, pages: chosen });
      }
    }
  } finally {
    await browser.close();
    await stack.stop();
  }
}

interface Opened {
  readonly apiUrl: string;
  readonly user: string;
  readonly look: (typeof looks)[number];
  readonly pages: readonly (readonly [name: string, path: string])[];
}

async function openAll(browser: Browser, { apiUrl, user, look, pages }: Opened): Promise<void> {
  const { locale, theme, loadedAt } = look;
  const viewport = { width: loadedAt, height: 900 };
  const context = await browser.newContext({ locale, colorScheme: theme, reducedMotion: "reduce", viewport });
  try {
    const page = await context.newPage();
    await page.goto(apiUrl);
    await page.locator(`button[value="${user}"]`).click();
    await settled(page);
    await watchLayoutShift(page);
    for (const [name, path] of pages) {
      await page.setViewportSize(viewport);
      const longestTaskMilliseconds = await loaded(context, page, apiUrl + path);
      const { sum, moved } = await layoutShift(page);
      const faults: string[] = [];
      for (const width of [loadedAt, ...widths.filter((one) => one !== loadedAt)]) {
        await page.setViewportSize({ width, height: 900 });
        await drawn(page);
        const wrong = await faultsOf(page, {
          isPhone: width === 390,
          isGerman: locale === "de-DE" && width === loadedAt,
        });
        faults.push(...wrong.map((fault) => `${name} at ${width} px, ${locale}, ${theme}: ${fault}`));
        if (width !== loadedAt && width !== 390) continue;
        await page.screenshot({ path: `${pictures}${name}-${locale}-${theme}-${width}.png`, fullPage: true });
      }
      const line: LoadedPage = {
        page: name,
        ...look,
        layoutShift: sum,
        moved: [...moved],
        longestTaskMilliseconds,
        faults,
      };
      process.stdout.write(`${JSON.stringify(line)}\n`);
    }
  } finally {
    await context.close();
  }
}

interface Asked {
  /** In wider views cells of a list end with an ellipsis, and a reader may choose more columns than fit. */
  readonly isPhone: boolean;
  readonly isGerman: boolean;
}

async function faultsOf(page: Page, { isPhone, isGerman }: Asked): Promise<readonly string[]> {
  const foreign = isGerman ? await foreignWords(page) : [];
  return [
    ...(await accessibilityViolations(page)),
    ...(isPhone ? await scrolledSideways(page) : []).map((part) => `wider than its place: ${part}`),
    ...(isPhone ? await cutTexts(page) : []).map((part) => `cut text: ${part}`),
    ...(await untidyParts(page)),
    ...foreign.filter((text) => !given.includes(text)).map((text) => `not German: ${text}`),
  ];
}

/** Loads a page until it asks for nothing more; its longest task in milliseconds of processor time. */
async function loaded(context: BrowserContext, page: Page, address: string): Promise<number> {
  const session = await context.newCDPSession(page);
  const milliseconds = await longestTask(session, async () => {
    await page.goto(address, { waitUntil: "networkidle" });
    await settled(page);
    await drawn(page);
  });
  await session.detach();
  return milliseconds;
}

async function settled(page: Page): Promise<void> {
  await page.locator("main[data-page] h1").first().waitFor();
  await page.waitForFunction(() => document.querySelector("[data-loading]") === null);
}

await measurePages();
