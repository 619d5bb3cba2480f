import { mkdirSync } from "node:fs";
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { repositoryRoot } from "../../local/config.ts";
import { apiOf, runOf } from "../scenarios/api.ts";
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
  await run("backup_set.update", { name: "Before the change" });
  await fetch(`${stack.provider.origin}/_consent`, { method: "POST", body: JSON.stringify({ granted: false }) });
  const problem = await run("provider.connection.check");
  await fetch(`${stack.provider.origin}/_consent`, { method: "POST", body: JSON.stringify({ granted: true }) });
  const { related } = await api.findRun("owner", "acme", review);
  return {
    pages: {
      overview: "/w/acme",
      operations: "/w/acme/operations",
      "needs-attention": "/w/acme/operations?tab=needs_attention",
      "run-that-succeeded": `/w/acme/operations/${review}`,
      "run-that-needs-somebody": `/w/acme/operations/${problem}`,
      environment: "/w/acme/environments/acme-prod",
      review: `/w/acme/environments/acme-prod/environment-reviews/${related?.id}`,
      inbox: "/w/acme/inbox",
      notifications: "/notifications",
      members: "/w/acme/members",
      audit: "/w/acme/audit",
      "not-found": "/w/acme/operations/00000000000000000000000000",
    },
    platformPages: { system: "/system/operations", "system-run": `/system/operations/${problem}` },
  };
});

async function openAll(
  looks: { readonly theme: "light" | "dark"; readonly width: number; readonly locale?: "de-DE" },
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
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
      .analyze();
    for (const { id, nodes } of violations) found.push(`${name}: ${id} at ${nodes[0]?.html.slice(0, 200)}`);
    await page.screenshot({ path: path.join(pictures, `${name}-${theme}.png`), fullPage: true });
  });

  expect(found).toEqual([]);
});

it("fits a phone of 390 pixels on every page", async () => {
  const tooWide: string[] = [];
  mkdirSync(pictures, { recursive: true });
  await openAll({ theme: "light", width: 390 }, async (page, name) => {
    if ((await page.evaluate(() => document.documentElement.scrollWidth)) > 390) tooWide.push(name);
    await page.screenshot({ path: path.join(pictures, `${name}-phone.png`), fullPage: true });
  });

  expect(tooWide).toEqual([]);
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
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa"]).analyze();

  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
  expect(mistakes).toEqual([]);
});
