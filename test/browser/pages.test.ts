import { mkdirSync } from "node:fs";
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { de } from "../../console/src/words/de.ts";
import { en } from "../../console/src/words/en.ts";
import { repositoryRoot } from "../../local/config.ts";
import { seedConnectionId } from "../../local/seed.ts";
import { wordsOf } from "../../shared/presenter/locale.ts";
import { apiOf, runOf } from "../scenarios/api.ts";
import { byHand } from "./by-hand.ts";
import { go, settled, visit } from "./chromium.ts";
import { foreignWords } from "./foreign-words.ts";
import { sharedStack } from "./stack.ts";

const prod = { user: "owner", workspaceId: "acme", environmentId: "acme-prod" };
const pictures = path.join(repositoryRoot, "reports", "console");

/** One of everything: work that ended well, work that did not, and what it left behind. */
const world = sharedStack({}, async (stack) => {
  const api = apiOf(stack);
  const run = async (type: string, input = {}) => {
    const { id } = runOf(await api.start(prod, type, { input }));
    await api.ended("owner", "acme", id);
    return id;
  };
  await run("policy.sync");
  await run("tenant.evidence.snapshot.generate");
  const review = await run("environment.review.compose");
  const backup = await run("backup_set.update", { name: "Before the change" });
  const backupSetId = (await api.findRun("owner", "acme", backup)).related?.id;
  const preview = await run("restore.execute", { backupSetId, dryRun: true });
  await fetch(`${stack.provider.origin}/_consent`, { method: "POST", body: JSON.stringify({ granted: false }) });
  const problem = await run("provider.connection.check");
  await fetch(`${stack.provider.origin}/_consent`, { method: "POST", body: JSON.stringify({ granted: true }) });
  const { related } = await api.findRun("owner", "acme", review);
  const { queue, take } = byHand(stack);
  const waiting = await queue(prod, "inventory.sync");
  const { id: working } = await take((await queue(prod, "compliance.snapshot")).id);
  const environment = "/w/acme/environments/acme-prod";
  return {
    pages: {
      overview: "/w/acme",
      operations: "/w/acme/operations",
      "needs-attention": "/w/acme/operations?tab=needs_attention",
      "no-match": "/w/acme/operations?tab=all&type=policy.export",
      "run-that-succeeded": `/w/acme/operations/${review}`,
      "run-that-needs-somebody": `/w/acme/operations/${problem}`,
      "run-that-waits": `/w/acme/operations/${waiting.id}`,
      "run-at-work": `/w/acme/operations/${working}`,
      environment,
      "empty-environment": "/w/acme/environments/acme-lab",
      review: `${environment}/environment-reviews/${related?.id}`,
      backup: `${environment}/backup-sets/${backupSetId}`,
      preview: `${environment}/restore-runs/${preview}`,
      connection: `${environment}/provider-connections/${seedConnectionId}`,
      inbox: "/w/acme/inbox",
      notifications: "/notifications",
      members: "/w/acme/members",
      audit: "/w/acme/audit",
      "not-found": "/w/acme/operations/00000000000000000000000000",
    },
    platformPages: {
      system: "/system/operations",
      "system-stuck": "/system/operations?view=stuck",
      "system-run": `/system/operations/${problem}`,
    },
    waiting: waiting.id,
  };
});

async function openAll(
  looks: { readonly theme: "light" | "dark"; readonly width: number; readonly locale?: "en-US" | "de-DE" },
  look: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  const { stack, pages, platformPages } = await world();
  for (const [user, all] of [
    ["owner", pages],
    ["platform", platformPages],
  ] as const) {
    const [[, first] = ["", "/"]] = Object.entries(all);
    const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user, path: first, ...looks });
    for (const [name, address] of Object.entries(all)) {
      await go(page, address);
      await look(page, name);
    }
    expect(mistakes).toEqual([]);
  }
}

it.each(["light", "dark"] as const)("has no accessibility mistake on any page in the %s theme", async (theme) => {
  const found: string[] = [];
  mkdirSync(pictures, { recursive: true });
  await openAll({ theme, width: 1400 }, async (page, name) => {
    found.push(...(await accessibilityMistakes(page)).map((mistake) => `${name}: ${mistake}`));
    await page.screenshot({ path: path.join(pictures, `${name}-${theme}.png`), fullPage: true });
  });

  expect(found).toEqual([]);
});

it.each(["en-US", "de-DE"] as const)("fits a phone of 390 pixels on every page in %s", async (locale) => {
  const tooWide: string[] = [];
  mkdirSync(pictures, { recursive: true });
  await openAll({ theme: "light", width: 390, locale }, async (page, name) => {
    tooWide.push(...(await scrolledSideways(page)).map((element) => `${name}: ${element}`));
    await page.screenshot({ path: path.join(pictures, `${name}-phone-${locale}.png`), fullPage: true });
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

/** By the rules of WCAG 2.2 AA. */
async function accessibilityMistakes(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  return violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.html.slice(0, 200)}`);
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
  mkdirSync(pictures, { recursive: true });
  const found: string[] = [];

  for (const [name, { path: address, open }] of Object.entries(dialogs)) {
    await go(page, address);
    await open(page);
    await page.getByRole("dialog").waitFor();
    found.push(...(await accessibilityMistakes(page)).map((mistake) => `${name}: ${mistake}`));
    if (locale === "de-DE") found.push(...(await foreignWords(page)).map((text) => `${name}: ${text}`));
    await page.screenshot({ path: path.join(pictures, `dialog-${name}-${theme}.png`) });
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    if (new URL(page.url()).pathname !== address) found.push(`${name}: closing it led to ${page.url()}`);
  }

  expect(found).toEqual([]);
  expect(mistakes).toEqual([]);
});

it("speaks German from end to end", async () => {
  const found: string[] = [];
  await openAll({ theme: "light", width: 1400, locale: "de-DE" }, async (page, name) => {
    found.push(...(await foreignWords(page)).map((text) => `${name}: ${text}`));
  });
  expect(found).toEqual([]);
});

it("draws its figures only when they are asked for", async () => {
  const { stack } = await world();
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: "/w/acme/operations" });
  await settled(page);
  await page.getByRole("button", { name: "Figures of the last 24 hours" }).click();
  await page.getByRole("heading", { name: "Ended runs per hour" }).waitFor();
  await settled(page);
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, "figures-light.png"), fullPage: true });

  expect(await accessibilityMistakes(page)).toEqual([]);
  expect(mistakes).toEqual([]);
});
