import { existsSync } from "node:fs";
import { chromium, type Locator, type Page } from "playwright-core";
import { required } from "../../shared/foundation/required.ts";
import { type Check, notRun, passed } from "./check.ts";
import { oneTimeCode } from "./one-time-code.ts";

export interface SmokeUser {
  readonly name: string;
  readonly password: string | undefined;
  /** The secret of the authenticator app, in Base32. */
  readonly codeSecret: string | undefined;
}

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/chromium-headless-shell",
] as const;
/** More pages than any sign-in has: name, password, code. */
const pagesMax = 6;

/** Signs in to the console in a browser, signs out, and requires that the next visit asks for credentials. */
export function signOutCheck(url: string, user: SmokeUser | undefined, deadline: AbortSignal): Check {
  return {
    name: "sign-out of the console",
    async run() {
      if (user === undefined) return notRun("set SMOKE_USER, and SMOKE_PASSWORD and SMOKE_CODE_SECRET if it has them");
      const executablePath = [process.env.CHROMIUM ?? "", ...places].find((place) => place !== "" && existsSync(place));
      if (executablePath === undefined) return notRun("there is no Chromium; install it or set CHROMIUM");
      const browser = await chromium.launch({ executablePath, args: ["--headless", "--no-sandbox", "--disable-gpu"] });
      const stop = () => void browser.close();
      deadline.addEventListener("abort", stop);
      try {
        return passed(
          await signInAndOut(
            await browser.newPage({ locale: "en-US", viewport: { width: 1400, height: 900 } }),
            url,
            user,
          ),
        );
      } finally {
        deadline.removeEventListener("abort", stop);
        await browser.close();
      }
    },
  };
}

async function signInAndOut(page: Page, url: string, user: SmokeUser): Promise<string> {
  const account = page.getByRole("button", { name: /^Signed in as/ });
  await page.goto(url);
  for (let asked = 0; asked < pagesMax && !(await reached(page, account)); asked += 1) await fillIn(page, user);
  // The menu closes when the page is drawn again under it.
  await page.locator("main[data-page] h1").first().waitFor();
  await page.waitForLoadState("networkidle");
  await account.click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  const door = page.getByRole("button", { name: "Sign in" });
  const confirmation = page.getByRole("button", { name: "Sign out" });
  await door.or(confirmation).first().waitFor();
  if (await confirmation.isVisible()) await confirmation.click();
  await page.waitForURL(`${url}/signed-out`);
  await door.waitFor();

  await page.goto(url);
  await account.or(form(page)).first().waitFor();
  required(!(await account.isVisible()), "the next visit was signed in again without credentials");
  return "the next visit asks for credentials";
}

/** What a sign-in page asks for: a field, or a choice of users. */
const form = (page: Page): Locator => page.locator('input[type="password"], input[type="text"], button[name="user"]');

async function reached(page: Page, account: Locator): Promise<boolean> {
  await account.or(form(page)).first().waitFor();
  return account.isVisible();
}

/** Fills in what the page of the issuer asks for, and submits it. */
async function fillIn(page: Page, { name, password, codeSecret }: SmokeUser): Promise<void> {
  const before = page.url();
  const left = page.waitForURL((address) => address.href !== before);
  const choice = page.locator(`button[name="user"][value="${name}"]`);
  if (await choice.isVisible()) {
    await choice.click();
    return left;
  }
  const code = page
    .locator('input[autocomplete="one-time-code"], input[name*="code" i], input[name*="totp" i]')
    .first();
  if (await code.isVisible()) {
    required(codeSecret !== undefined, "the issuer asks for a code: set SMOKE_CODE_SECRET");
    await code.fill(oneTimeCode(codeSecret, new Date()));
  } else {
    const named = page.locator('input[name="username"], input[type="email"], input[type="text"]').first();
    if (await named.isVisible()) await named.fill(name);
    const secret = page.locator('input[type="password"]').first();
    if (await secret.isVisible()) {
      required(password !== undefined, "the issuer asks for a password: set SMOKE_PASSWORD");
      await secret.fill(password);
    }
  }
  await page.locator('button[type="submit"], input[type="submit"]').first().click();
  return left;
}
