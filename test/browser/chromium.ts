import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { type Missing, unlessMissing } from "../support/not-run.ts";
import { type Traffic, trafficOf } from "./traffic.ts";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"] as const;
const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
] as const;

function findChromium(): { readonly executable: string } | Missing {
  const executable = [process.env.CHROMIUM ?? "", ...places].find((place) => place !== "" && existsSync(place));
  return executable === undefined ? { missing: "no Chromium is installed on this machine" } : { executable };
}

/** No measure: a slow machine must not reach it. */
const waitMillisecondsMax = 120_000;

let browser: Promise<Browser> | undefined;

/** One browser for all tests of a file; without one the test is not run. */
export function theBrowser(): Promise<Browser> {
  const { executable } = unlessMissing(findChromium());
  browser ??= chromium.launch({ executablePath: executable, args: [...flags] });
  return browser;
}

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

export interface Looks {
  readonly locale?: "en-US" | "de-DE";
  readonly theme?: "light" | "dark";
  readonly width?: number;
}

/** The heading of a page of the console; the page that signs people in has one as well, and stands a moment longer. */
const heading = "main[data-page] h1";

/** What somebody sees who has signed in, and every mistake that their browser noticed. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of scripts, and everything the content security policy stopped. */
  readonly mistakes: string[];
  readonly traffic: Traffic;
}

interface Visitor extends Looks {
  readonly apiUrl: string;
  readonly user: string;
  readonly path: string;
  /** Done before the first page is opened, such as stopping its clock. */
  readonly before?: (page: Page) => Promise<unknown>;
}

/** Opens the console at an address and signs in on the way, as a person does. */
export async function visit({ apiUrl, user, path, before, ...looks }: Visitor): Promise<Visit> {
  const context = await (await theBrowser()).newContext({
    locale: looks.locale ?? "en-US",
    colorScheme: looks.theme ?? "light",
    reducedMotion: "reduce",
    viewport: { width: looks.width ?? 1400, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  onTestFinished(() => context.close());
  // Ends what hangs, before the test itself is ended, so that it is said what was waited for.
  context.setDefaultTimeout(waitMillisecondsMax);
  const page = await context.newPage();
  const traffic = trafficOf(page);
  const mistakes: string[] = [];
  page.on("pageerror", (error) => mistakes.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) mistakes.push(message.text());
  });
  await before?.(page);
  await page.goto(apiUrl + path);
  await page.locator(`button[value="${user}"]`).click();
  await page.locator(heading).first().waitFor();
  return { page, context, mistakes, traffic };
}

/** Goes to another page of the console without loading it again: tokens are in memory only. */
export async function go(page: Page, path: string): Promise<void> {
  await turnTo(page, path);
  await settled(page);
}

/** The same, before the page has been answered. */
export async function turnTo(page: Page, path: string): Promise<void> {
  await page.evaluate((address) => {
    window.history.pushState(null, "", address);
    window.dispatchEvent(new PopStateEvent("popstate"));
  }, path);
  // The page before stays until the new one has come.
  await page.locator(`main[data-page="${path}"]`).waitFor();
}

/** Until the page shows what it was asked for. */
export async function settled(page: Page): Promise<void> {
  await page.locator(heading).first().waitFor();
  await page.waitForFunction(() => document.querySelector("[data-loading]") === null);
}
