import type { Page } from "playwright-core";
import { expect } from "vitest";
import { de } from "../../console/src/words/de.ts";
import { en } from "../../console/src/words/en.ts";
import type { StackDescription } from "../../local/runtime/stack-file.ts";
import { loadTexts, wordsOf } from "../../shared/presenter/locale.ts";
import { accessibilityViolations } from "./accessibility.ts";
import { type DisplayOptions, go, visit } from "./chromium.ts";
import { saveScreenshot } from "./every-page.ts";
import { foreignWords } from "./foreign-words.ts";

await loadTexts("de");

interface Shown extends Required<Omit<DisplayOptions, "width">> {
  readonly stack: Pick<StackDescription, "apiUrl">;
  /** A run that can be cancelled. */
  readonly waiting: string;
}

/**
 * Opens each dialog, closes it with Escape, and answers what is wrong with it: to whom it is not accessible, which
 * texts are in another language, and where closing it led.
 */
export async function dialogViolations({ stack, waiting, theme, locale }: Shown): Promise<string[]> {
  const words = locale === "en-US" ? en : de;
  const environment = "/w/acme/environments/acme-prod";
  const { cancel } = wordsOf(locale === "en-US" ? "en" : "de").actions;
  const button = (name: string) => (page: Page) => page.getByRole("button", { name }).first().click();
  const dialogs = {
    start: { path: "/w/acme/operations", open: button(words.start.open) },
    connection: { path: environment, open: button(words.connections.add) },
    disable: { path: environment, open: button(`${words.connections.disable}:`) },
    cancel: { path: `/w/acme/operations/${waiting}`, open: button(cancel) },
    member: { path: "/w/acme/members", open: button(`${words.members.change}: lab-operator`) },
    keys: { path: "/w/acme", open: (page: Page) => page.keyboard.press("?") },
  };
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: "/w/acme", theme, locale });
  const found: string[] = [];

  for (const [name, { path: address, open }] of Object.entries(dialogs)) {
    await go(page, address);
    await open(page);
    await page.getByRole("dialog").waitFor();
    found.push(...(await accessibilityViolations(page)).map((mistake) => `${name}: ${mistake}`));
    if (locale === "de-DE") found.push(...(await foreignWords(page)).map((text) => `${name}: ${text}`));
    await saveScreenshot(page, `dialog-${name}-${theme}`, false);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    if (new URL(page.url()).pathname !== address) found.push(`${name}: closing it led to ${page.url()}`);
  }

  expect(mistakes).toEqual([]);
  return found;
}
