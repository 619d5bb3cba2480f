import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { de } from "../../console/src/words/de.ts";
import { en } from "../../console/src/words/en.ts";
import { wordsOf } from "../../shared/presenter/locale.ts";
import { accessibilityMistakes } from "./accessibility.ts";
import { go, visit } from "./chromium.ts";
import { everyPage, keepPicture } from "./every-page.ts";
import { foreignWords } from "./foreign-words.ts";

const { world, openAll } = everyPage();

it.each(["en-US", "de-DE"] as const)("fits a phone of 390 pixels on every page in %s", async (locale) => {
  const tooWide: string[] = [];
  await openAll({ theme: "light", width: 390, locale }, async (page, name) => {
    tooWide.push(...(await scrolledSideways(page)).map((element) => `${name}: ${element}`));
    await keepPicture(page, `${name}-phone-${locale}`);
  });

  expect(tooWide).toEqual([]);
});

/** What is wider than its place: the page itself, or a part of it. Tabs have arrows, and raw data is scrolled to. */
function scrolledSideways(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll("main *")]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowX) || element.tagName === "HTML")
      .filter((element) => element.closest('[role="tablist"], .raw') === null && !element.querySelector('[role="tab"]'))
      .map((element) => element.outerHTML.slice(0, 120)),
  );
}

it.each([
  { theme: "light", locale: "en-US", words: en },
  { theme: "dark", locale: "de-DE", words: de },
] as const)("opens dialogs that anybody can use, and closes them with Escape alone, in $locale", async (looks) => {
  const { theme, locale, words } = looks;
  const { stack, waiting } = await world();
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
    found.push(...(await accessibilityMistakes(page)).map((mistake) => `${name}: ${mistake}`));
    if (locale === "de-DE") found.push(...(await foreignWords(page)).map((text) => `${name}: ${text}`));
    await keepPicture(page, `dialog-${name}-${theme}`, false);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    if (new URL(page.url()).pathname !== address) found.push(`${name}: closing it led to ${page.url()}`);
  }

  expect(found).toEqual([]);
  expect(mistakes).toEqual([]);
});
