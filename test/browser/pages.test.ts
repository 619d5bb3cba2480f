import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { en } from "../../console/src/words/en.ts";
import { seedConnectionId } from "../../local/seed.ts";
import { metrics } from "../../shared/contract/hub.ts";
import { policyVersionPage } from "../../shared/contract/policies.ts";
import { loadTexts, wordsOf } from "../../shared/presenter/locale.ts";
import { createPolicyVersionArchive } from "../../shared/records/policy-version-archive.ts";
import { apiOf } from "../scenarios/api.ts";
import { accessibilityViolations } from "./accessibility.ts";
import { go, settled, visit } from "./chromium.ts";
import { dialogViolations } from "./dialogs.ts";
import { everyPage, saveScreenshot } from "./every-page.ts";
import { foreignWords } from "./foreign-words.ts";
import { targetOf } from "./manual-worker.ts";
import { cutTexts, scrolledSideways, untidyParts } from "./page-checks.ts";

await loadTexts("de");

const { world, openAll } = everyPage();
const environment = "/w/acme/environments/acme-prod";

const { calm, checkedCalm } = wordsOf("en").surfaces;
/** What is said where nothing is open. */
const calmTexts = [calm.text, calm.noIssues.text, checkedCalm.nothing, wordsOf("en").actionability.not_terminal];
/** Pages about places with an open problem; nothing on them may deny it. */
const pagesOfProblem = ["operations", "needs-attention", "run-that-needs-attention", "environment", "inbox"];

async function contradictions(page: Page, name: string): Promise<string[]> {
  if (!pagesOfProblem.includes(name)) return [];
  const shown = await page.locator("main").innerText();
  return calmTexts.filter((text) => shown.includes(text));
}

it("every English page passes axe, keeps its layout and denies no problem", async () => {
  const found: string[] = [];
  const looks = { theme: "light", locale: "en-US", widths: [1400, 390], areLoaded: true } as const;
  // Drawn for a desk and made as narrow as a phone; the German pages go the other way.
  await openAll(looks, async (page, name, width) => {
    const mistakes =
      width === 390
        ? await scrolledSideways(page)
        : [...(await accessibilityViolations(page)), ...(await contradictions(page, name))];
    mistakes.push(...(await untidyParts(page)));
    found.push(...mistakes.map((mistake) => `${name} at ${width}: ${mistake}`));
    await saveScreenshot(page, `${name}-light-${width}`);
  });

  expect(found).toEqual([]);
});

it("every German page passes axe, fits a phone and has no English word", async () => {
  const found: string[] = [];
  await openAll({ theme: "dark", locale: "de-DE", widths: [390, 1400] }, async (page, name, width) => {
    const mistakes =
      width === 390
        ? [...(await scrolledSideways(page)), ...(await cutTexts(page))]
        : [...(await accessibilityViolations(page)), ...(await foreignWords(page))];
    mistakes.push(...(await untidyParts(page)));
    found.push(...mistakes.map((mistake) => `${name} at ${width}: ${mistake}`));
    await saveScreenshot(page, `${name}-dark-${width}`);
  });

  expect(found).toEqual([]);
});

it("operations page draws its charts only on request", async () => {
  const { stack } = await world();
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: "/w/acme/operations" });
  await settled(page);
  await page.getByRole("button", { name: "Figures of the last 24 hours" }).click();
  await page.getByRole("heading", { name: "Ended runs per hour" }).waitFor();
  await settled(page);
  await saveScreenshot(page, "figures-light");

  expect(await accessibilityViolations(page)).toEqual([]);
  expect(mistakes).toEqual([]);
});

it("a chart tooltip gives the numbers of the API for each hour", async () => {
  const { stack } = await world();
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: "/w/acme/operations" });
  const chart = page.getByRole("region", { name: "Ended runs per hour" });
  const answer = page.waitForResponse(/\/operations\/metrics/);
  await page.getByRole("button", { name: "Figures of the last 24 hours" }).click();
  const { hours } = metrics.parse(await (await answer).json());
  await chart.getByRole("application").focus();
  const words = en.filter.values.outcome;
  const shown: string[] = [];
  for (const _ of hours) {
    await page.keyboard.press("ArrowRight");
    shown.push((await page.locator('[class*="popover-body"]').innerText()).replaceAll(/\s+/g, " "));
  }
  const said = hours.map(
    (hour) =>
      `${words.succeeded} ${hour.succeeded} ${words.partially_succeeded} ${hour.partially_succeeded} ` +
      `${words.blocked} ${hour.blocked} ${words.failed} ${hour.failed} ${words.cancelled} ${hour.cancelled}`,
  );
  expect(shown.map((text) => text.replace(/^.*?[AP]M /, ""))).toEqual(said);
  expect(new Set(said).size).toBeGreaterThan(1);
});

it("the check for cut texts finds a heading without room", async () => {
  const { stack } = await world();
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: "/w/acme/members" });
  await settled(page);
  expect(await cutTexts(page)).toEqual([]);
  await page.locator("main h1").evaluate((heading) => {
    Object.assign(heading.style, { display: "block", width: "20px", overflow: "hidden", whiteSpace: "nowrap" });
  });
  await expect.poll(() => cutTexts(page)).toHaveLength(1);
});

it("an assignment preview lists whom each policy is assigned to", async () => {
  const { stack, pages } = await world();
  const path = Object.entries(pages).find(([name]) => name === "assignment-preview")?.[1] ?? "";
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path });
  const table = page.getByRole("table").filter({ has: page.getByRole("columnheader", { name: "Assignments" }) });
  await table.getByText(/^Excluded group /).waitFor();
  await table.getByText("All devices").first().waitFor();
  expect(await scrolledSideways(page)).toEqual([]);
});

it("a plan whose approval cannot be read says so", async () => {
  const { stack, pages } = await world();
  const path = Object.entries(pages).find(([name]) => name === "plan")?.[1] ?? "";
  const { page } = await visit({
    ...{ apiUrl: stack.apiUrl, user: "owner", path },
    routes: (opened) => opened.route(/\/api\/workspaces\/acme\/plans\//, (route) => route.fulfill({ status: 503 })),
  });
  await page.locator("main table").first().waitFor();
  await expect.poll(() => page.locator("main").getByRole("button", { name: en.errors.tryAgain }).count()).toBe(1);
});

it("an archived policy version offers its way back and its deletion", async () => {
  const { stack, pages } = await world();
  const [id = ""] = pages.policy.split("/").slice(-1);
  const records = "/api/workspaces/acme/environments/acme-prod/records/policies";
  const { items } = await apiOf(stack).read("owner", `${records}/${id}/versions`, policyVersionPage);
  const [{ contentHash } = { contentHash: "" }] = items;
  const scope = { workspaceId: "acme", environmentId: "acme-prod" };
  await createPolicyVersionArchive(targetOf(stack)).archive(scope, contentHash, "01JNBSRT000000000000000001");

  const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: pages.policy });
  const version = page.getByRole("table", { name: "Versions" }).getByRole("row").nth(1);
  await version.getByText(/^Archived/).waitFor();
  await version.getByRole("button", { name: "Delete permanently" }).waitFor();
  await version.getByRole("button", { name: "Unarchive" }).click();
  await page.getByRole("dialog").getByRole("button", { name: en.start.submit, exact: true }).click();
  await version.getByText(/^Archived/).waitFor({ state: "detached" });
  // The button is gone with its archive, and what came of it is still said.
  await page.locator(".toasts").getByRole("link").waitFor();
});

it.each([
  { theme: "light", locale: "en-US" },
  { theme: "dark", locale: "de-DE" },
] as const)("console dialogs are accessible and close with Escape in $locale, $theme", async ({ theme, locale }) => {
  const { stack, waiting } = await world();

  expect(await dialogViolations({ stack, waiting, theme, locale })).toEqual([]);
});

it("an environment's page fits one screen and lists no run twice", async () => {
  const { stack } = await world();
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: environment, width: 1440 });
  await settled(page);
  await page.getByRole("link", { name: "Backup sets" }).waitFor();
  await page.locator("main [data-row-link] a").nth(4).waitFor();
  const links = await page
    .locator("main [data-row-link] a")
    .evaluateAll((all) => all.map((one) => one.getAttribute("href")));

  expect(new Set(links).size).toBe(links.length);
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(900);
  await saveScreenshot(page, "environment-light-1440", false);
  await page.getByRole("button", { name: "Tenant", exact: true }).click();
  await page.getByRole("menuitem", { name: "Permission reports" }).click();
  await page.getByRole("heading", { name: "Permission reports", level: 1 }).waitFor();
  expect(mistakes).toEqual([]);
});

it("the audit trail of a connection names who disabled it, and each change", async () => {
  const { stack } = await world();
  const connection = `${environment}/provider-connections/${seedConnectionId}`;
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: connection });
  const confirm = async (name: string) => {
    await page.getByRole("button", { name: `${name}: ` }).click();
    await page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  };
  await confirm("Disable");
  await confirm("Enable");
  await page.getByRole("link", { name: "Audit trail" }).click();

  const rows = page.getByRole("table", { name: "Audit" }).getByRole("rowheader");
  await rows.filter({ hasText: "Connection disabled" }).getByText("Enabled: Yes → No").waitFor();
  await rows.filter({ hasText: "Connection enabled" }).first().waitFor();
  await expect.poll(() => new URL(page.url()).searchParams.get("resource")).toBe(seedConnectionId);
  const ofConnection = await rows.count();
  await saveScreenshot(page, "audit-of-a-connection");
  expect(await accessibilityViolations(page)).toEqual([]);

  await page.getByRole("button", { name: `Only about ${seedConnectionId}` }).click();
  await page.getByRole("button", { name: "All actions" }).click();
  await page.getByRole("option", { name: "Connection changed" }).click();
  await page.waitForURL(/action=provider_connection.written/);
  await page.getByRole("link", { name: "Only by owner" }).first().click();
  await page.getByRole("button", { name: "Only by owner" }).waitFor();
  await expect.poll(() => new URL(page.url()).searchParams.has("resource")).toBe(false);
  await settled(page);
  await expect.poll(() => rows.count()).toBe(ofConnection);
  expect(mistakes).toEqual([]);
});

it("a baseline profile is renamed and compared on its own page", async () => {
  const { stack } = await world();
  const path = `${environment}/baseline-profiles/standard`;
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "owner", path });
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Capture baseline" }).waitFor();
  await page.getByRole("heading", { name: en.baseline.active }).waitFor();
  await page.locator('a[href*="/baseline-snapshots/"]').waitFor();
  await page.getByRole("button", { name: "Rename profile" }).click();
  await dialog.getByRole("textbox").fill("Laborstandard");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Laborstandard", level: 1 }).waitFor();

  await page.getByRole("button", { name: "Compare with baseline" }).click();
  await dialog.getByRole("button", { name: "Laborstandard" }).waitFor();
  await dialog.getByRole("button", { name: en.start.submit, exact: true }).click();
  await page.locator(".toasts").getByRole("link", { name: "Baseline compare" }).waitFor();
  const other = await visit({ apiUrl: stack.apiUrl, user: "readonly", path });
  await other.page.getByRole("heading", { name: "Laborstandard", level: 1 }).waitFor();
  expect(await other.page.getByRole("button", { name: "Rename profile" }).count()).toBe(0);
  expect(mistakes).toEqual([]);
});

it("the notifications page keeps the navigation and marks what is opened as read", async () => {
  const { stack } = await world();
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: "/notifications" });
  const marks = page.getByRole("button", { name: /^Mark as read/ });
  await marks.nth(2).waitFor();
  const before = await marks.count();
  await page.getByRole("navigation").getByRole("link", { name: "Operations" }).waitFor();

  await page.locator("main [data-row-link] a").first().click();
  await page.waitForURL(/\/operations\//);
  await settled(page);
  await go(page, "/notifications");
  await expect.poll(() => marks.count()).toBe(before - 1);
  await page.getByRole("button", { name: "Mark all as read" }).click();
  await page.getByRole("button", { name: "Mark all as read" }).waitFor({ state: "detached" });

  expect(await marks.count()).toBe(0);
  expect(mistakes).toEqual([]);
});

it("the members page finds members by role and by id", async () => {
  const { stack } = await world();
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: "/w/acme/members" });
  const rows = page.getByRole("rowheader");
  await page.getByPlaceholder("Find by id, role, environment").fill("read only");
  await page.getByRole("rowheader", { name: "readonly" }).waitFor();
  await expect.poll(() => rows.count()).toBeLessThan(4);
  await page.getByPlaceholder("Find by id, role, environment").fill("no such member");

  await page.getByText("No member matches this search.").waitFor();
  await rows.first().waitFor({ state: "detached" });
});
