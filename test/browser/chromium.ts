import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { inject, onTestFinished } from "vitest";
import { longestWait } from "../support/longest-wait.ts";
import { skipIfMissing } from "../support/skip-if-missing.ts";
import { type Traffic, trafficOf } from "./traffic.ts";

let browser: Promise<Browser> | undefined;
/** By stack, user and looks: signed in, with the console's files in its cache. */
const keptContexts = new Map<string, Promise<BrowserContext>>();
type SignIn = Awaited<ReturnType<BrowserContext["storageState"]>>;
/** By stack and user: what a browser keeps of a sign-in, so that a user signs in once. */
const signIns = new Map<string, SignIn>();

/** The browser of all files, as this file sees it; without one the test is not run. */
export function theBrowser(): Promise<Browser> {
  const { endpoint } = skipIfMissing(inject("chromium"));
  browser ??= chromium.connect(endpoint);
  return browser;
}

/** Leaves the browser. Everything that this file opened in it is closed. */
export async function closeBrowser(): Promise<void> {
  keptContexts.clear();
  signIns.clear();
  await (await browser)?.close();
  browser = undefined;
}

export interface DisplayOptions {
  readonly locale?: "en-US" | "de-DE";
  readonly theme?: "light" | "dark";
  readonly width?: number;
}

/** The heading of a page of the console; the page that signs people in has one as well, and stands a moment longer. */
const heading = "main[data-page] h1";

/** The page of a signed-in user, and every error that the browser reported. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of scripts, and everything the content security policy stopped. */
  readonly mistakes: string[];
  readonly traffic: Traffic;
}

interface Visitor extends DisplayOptions {
  readonly apiUrl: string;
  readonly user: string;
  readonly path: string;
  /** Done before the first page is opened, such as stopping its clock. */
  readonly before?: (page: Page) => Promise<unknown>;
  /** Whether the test changes the whole context, such as its network. */
  readonly changesContext?: boolean;
  /** Whether the session is the test's own, because it is renewed, refused or ended in it. */
  readonly ownSession?: boolean;
}

/**
 * Opens the console at an address in a page of its own. A user's first visit signs in as a person does; a later one goes
 * on with that session. What a test changes beyond its page it changes in a context of its own.
 */
export async function visit(visitor: Visitor): Promise<Visit> {
  const { apiUrl, user, path, before, changesContext, ownSession, ...looks } = visitor;
  const isKept = before === undefined && changesContext !== true && ownSession !== true;
  const signedIn = `${apiUrl} ${user}`;
  const state = ownSession === true ? undefined : signIns.get(signedIn);
  const context = await (isKept ? keptContext(signedIn, looks, state) : ownContext(looks, state));
  const page = await context.newPage();
  if (isKept) onTestFinished(() => leave(page));
  const traffic = trafficOf(page);
  const mistakes: string[] = [];
  page.on("pageerror", (error) => mistakes.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) mistakes.push(message.text());
  });
  await before?.(page);
  await page.goto(apiUrl + path);
  const choice = page.locator(`button[value="${user}"]`);
  await choice.or(page.locator(heading)).first().waitFor();
  if (await choice.isVisible()) await choice.click();
  await page.locator(heading).first().waitFor();
  if (state === undefined && ownSession !== true) signIns.set(signedIn, await context.storageState());
  return { page, context, mistakes, traffic };
}

function keptContext(signedIn: string, looks: DisplayOptions, state: SignIn | undefined): Promise<BrowserContext> {
  const key = JSON.stringify({ signedIn, ...looks });
  const kept = keptContexts.get(key) ?? newContext(looks, state);
  keptContexts.set(key, kept);
  return kept;
}

async function ownContext(looks: DisplayOptions, state: SignIn | undefined): Promise<BrowserContext> {
  const context = await newContext(looks, state);
  onTestFinished(() => context.close());
  return context;
}

async function newContext(looks: DisplayOptions, storageState: SignIn | undefined): Promise<BrowserContext> {
  const context = await (await theBrowser()).newContext({
    ...(storageState !== undefined && { storageState }),
    locale: looks.locale ?? "en-US",
    colorScheme: looks.theme ?? "light",
    reducedMotion: "reduce",
    viewport: { width: looks.width ?? 1400, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  context.setDefaultTimeout(longestWait());
  return context;
}

/** Closes a page and forgets what a person chose on it, such as its theme, but not who it was. */
async function leave(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const name of Object.keys(localStorage)) if (!name.startsWith("oidc.")) localStorage.removeItem(name);
  });
  await page.close();
}

/** Goes to another page of the console without loading it again. */
export async function go(page: Page, path: string): Promise<void> {
  await navigateTo(page, path);
  await settled(page);
}

/** The same, before the page has been answered. */
export async function navigateTo(page: Page, path: string): Promise<void> {
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
