import { type Browser, type BrowserContext, type ConsoleMessage, chromium, type Page } from "playwright-core";
import { inject, onTestFinished } from "vitest";
import { tokenLifetimeSeconds } from "../../local/identity/mint.ts";
import { longestWait } from "../support/longest-wait.ts";
import { skipIfMissing } from "../support/skip-if-missing.ts";
import { type SignIn, signIn } from "./sign-in.ts";
import { type Traffic, trafficOf } from "./traffic.ts";

let browser: Promise<Browser> | undefined;
/** By the console's origin, of one locale each; the origin of a kept stack stays. */
const keptContexts = new Map<string, KeptContext[]>();
/** By the console's origin and the user. */
const signIns = new Map<string, KeptSignIn>();

interface KeptSignIn {
  readonly state: Promise<SignIn>;
  readonly usableUntil: number;
}
/** How long users take over one sign-in, in milliseconds: well within the lifetime of its tokens. */
const signInMilliseconds = (tokenLifetimeSeconds * 1000) / 2;

/**
 * A context that visits share one after the other. Its pages are kept as well: a process that has run the console before
 * loads it in half the time.
 */
interface KeptContext {
  readonly context: BrowserContext;
  readonly locale: DisplayOptions["locale"];
  /** Whose session it holds; another user takes it over when no page is open. */
  user: string | undefined;
  openPages: number;
  readonly freePages: Page[];
}

/** The browser of all files, as this worker sees it; without one the test is not run. */
export function theBrowser(): Promise<Browser> {
  const { endpoint } = skipIfMissing(inject("chromium"));
  browser ??= chromium.connect(endpoint);
  return browser;
}

/** Closes what is kept of a console whose stack ends. */
export async function closeConsole(apiUrl: string): Promise<void> {
  const contexts = keptContexts.get(apiUrl) ?? [];
  keptContexts.delete(apiUrl);
  await Promise.all(contexts.map(({ context }) => context.close()));
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
  /** Answers requests of the page in another way, from its first load to the end of the test. */
  readonly routes?: (page: Page) => Promise<unknown>;
  /** Done before the page is opened, and not undone by leaving it, such as stopping its clock. */
  readonly before?: (page: Page) => Promise<unknown>;
  /** Whether the test changes the whole context, such as its network. */
  readonly changesContext?: boolean;
  /** Whether the session is the test's own, because it is renewed, refused or ended in it. */
  readonly ownSession?: boolean;
}

/**
 * Opens the console at an address in a page of its own, as a signed-in user; in a session of its own, the user signs in
 * as a person does. What a test changes beyond its page it changes in a context of its own.
 */
export async function visit(visitor: Visitor): Promise<Visit> {
  const { apiUrl, user, path, routes, before, changesContext, ownSession } = visitor;
  const isKept = before === undefined && changesContext !== true && ownSession !== true;
  const state = ownSession === true ? undefined : await signedIn(apiUrl, user);
  const page = await (isKept && state !== undefined ? keptPage(visitor, state) : ownPage(visitor, state));
  const traffic = trafficOf(page);
  const mistakes: string[] = [];
  const onError = (error: Error) => mistakes.push(error.message);
  const onMessage = (message: ConsoleMessage) => {
    if (/Content Security Policy/.test(message.text())) mistakes.push(message.text());
  };
  page.on("pageerror", onError).on("console", onMessage);
  onTestFinished(() => void page.off("pageerror", onError).off("console", onMessage));
  await before?.(page);
  await routes?.(page);
  await page.goto(apiUrl + path);
  if (state === undefined) await page.locator(`button[value="${user}"]`).click();
  await page.locator(heading).first().waitFor();
  return { page, context: page.context(), mistakes, traffic };
}

function signedIn(apiUrl: string, user: string): Promise<SignIn> {
  const key = `${apiUrl} ${user}`;
  const known = signIns.get(key);
  if (known !== undefined && performance.now() < known.usableUntil) return known.state;
  const state = signIn(apiUrl, user);
  state.catch(() => signIns.delete(key));
  signIns.set(key, { state, usableUntil: performance.now() + signInMilliseconds });
  return state;
}

/** A page of a kept context, as a new one would be. */
async function keptPage({ apiUrl, user, ...looks }: Visitor, state: SignIn): Promise<Page> {
  const { locale = "en-US" } = looks;
  const contexts = keptContexts.get(apiUrl) ?? [];
  keptContexts.set(apiUrl, contexts);
  const fitting = contexts.filter((one) => one.locale === locale);
  const found = fitting.find((one) => one.user === user) ?? fitting.find(({ openPages }) => openPages === 0);
  const kept = found ?? { context: await newContext(looks), locale, user: undefined, openPages: 0, freePages: [] };
  if (found === undefined) contexts.push(kept);
  kept.openPages += 1;
  const page = kept.freePages.pop() ?? (await kept.context.newPage());
  if (kept.user !== user) await changeUser(page, apiUrl, state);
  kept.user = user;
  await page.setViewportSize(viewportOf(looks));
  await page.emulateMedia({ colorScheme: looks.theme ?? "light" });
  onTestFinished(async () => {
    await leave(page, apiUrl);
    kept.freePages.push(page);
    kept.openPages -= 1;
  });
  return page;
}

/** A page in a context of its own. */
async function ownPage({ apiUrl, ...looks }: Visitor, state: SignIn | undefined): Promise<Page> {
  const context = await newContext(looks);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  if (state !== undefined) await changeUser(page, apiUrl, state);
  return page;
}

const viewportOf = (looks: DisplayOptions) => ({ width: looks.width ?? 1400, height: 900 });

async function newContext(looks: DisplayOptions): Promise<BrowserContext> {
  const context = await (await theBrowser()).newContext({
    locale: looks.locale ?? "en-US",
    colorScheme: looks.theme ?? "light",
    reducedMotion: "reduce",
    viewport: viewportOf(looks),
    permissions: ["clipboard-read", "clipboard-write"],
  });
  context.setDefaultTimeout(longestWait());
  return context;
}

/** A file of the console's origin that runs no script. */
const quietPath = "/config.json";

/** Leaves the console and forgets what a person chose on the page, such as its theme, but not who it was. */
async function leave(page: Page, apiUrl: string): Promise<void> {
  // What is still asked when the test ends is let go.
  await page.unrouteAll({ behavior: "ignoreErrors" });
  // Else what stands there on the next page would be hovered over.
  await page.mouse.move(0, 0);
  await page.goto(apiUrl + quietPath);
  await page.evaluate(() => {
    sessionStorage.clear();
    for (const name of Object.keys(localStorage)) if (!name.startsWith("oidc.")) localStorage.removeItem(name);
  });
}

/** Hands the context of a page to a signed-in user; a stored state would take a process of its own to restore. */
async function changeUser(page: Page, apiUrl: string, { cookies, origins }: SignIn): Promise<void> {
  await page.context().clearCookies();
  await page.context().addCookies([...cookies]);
  await page.goto(apiUrl + quietPath);
  await page.evaluate(
    (items) => {
      localStorage.clear();
      for (const { name, value } of items) localStorage.setItem(name, value);
    },
    origins.flatMap(({ localStorage: items }) => items),
  );
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
