import { expect, it } from "vitest";
import { promiseMatrix } from "../../shared/contract/promises.ts";
import { apiOf } from "../scenarios/api.ts";
import { until } from "../scenarios/until.ts";
import { accessibilityViolations } from "./accessibility.ts";
import { go, settled, visit } from "./chromium.ts";
import { saveScreenshot } from "./every-page.ts";
import { foreignWords } from "./foreign-words.ts";
import { scrolledSideways } from "./page-checks.ts";
import { sharedStack } from "./stack.ts";

const promises = "/api/workspaces/acme/promises";

/** A promise that nothing proves. It began an hour ago, so that no test waits for its deadline. */
const world = sharedStack({}, async (stack) => {
  const api = apiOf(stack);
  const promise = { name: "Daily backup", proof: "backup", withinSeconds: 60, environments: ["acme-lab"] };
  const body = JSON.stringify({ ...promise, effectiveFrom: new Date(Date.now() - 3_600_000).toISOString() });
  await api.request("owner", promises, { method: "POST", headers: { "content-type": "application/json" }, body });
  await until("the promise is broken", async () => {
    const { counts } = await api.read("owner", `${promises}/matrix`, promiseMatrix);
    return counts.broken.value === 1 ? counts : undefined;
  });
});

it.each([
  { locale: "en-US" as const, label: "Promise broken", why: "Nothing is scheduled" },
  { locale: "de-DE" as const, label: "Zusage gebrochen", why: "Es ist nichts geplant" },
])("a broken promise stands with its reason on each calm page in $locale", async ({ locale, label, why }) => {
  const { stack } = await world();
  for (const path of ["/w/acme", "/w/acme/inbox", "/w/acme/environments/acme-lab"]) {
    const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path, locale, width: 390 });
    for (const width of [390, 1400]) {
      await page.setViewportSize({ width, height: 900 });
      await settled(page);

      const item = page.locator("main table", { hasText: "Daily backup" });
      await item.getByText(why, { exact: false }).first().waitFor();
      await page.locator("main").getByText(label).first().waitFor();
      expect(await page.locator('main [class*="type-success"]').count()).toBe(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    }
  }
});

it("an inbox whose plans cannot be read says so", async () => {
  const { stack } = await world();
  const refused = { status: 500, contentType: "application/problem+json", body: "{}" };
  const { page: opened } = await visit({
    ...{ apiUrl: stack.apiUrl, user: "owner", path: "/w/acme/inbox" },
    routes: (one) =>
      one.route(
        (url) => url.pathname.endsWith("/plans"),
        (route) => route.fulfill(refused),
      ),
  });
  await opened.locator('main [class*="type-error"]').getByRole("button", { name: "Try again" }).waitFor();
  await opened.locator("main table", { hasText: "Daily backup" }).waitFor();
});

const page = "/w/acme/promises";

it("the matrix says which environment is not as promised, worst first, and why", async () => {
  const { stack } = await world();
  const opened = await visit({ apiUrl: stack.apiUrl, user: "readonly", path: page });
  const matrix = opened.page.getByRole("table", { name: "Environments by promises" });
  const rows = matrix.locator("tbody tr");
  await rows.first().getByText("Acme lab").waitFor();
  await rows.first().getByText("Nothing is scheduled that would prove it.").first().waitFor();
  await opened.page.getByRole("heading", { name: "1 promise is broken." }).waitFor();
  await matrix.getByRole("button", { name: "Acme lab, Daily backup: Broken" }).click();
  await opened.page
    .getByText(/^Backup never proven, promised within 60 s|within 1 min/)
    .last()
    .waitFor();
  expect(await opened.page.getByRole("button", { name: /Except environment|New promise/ }).count()).toBe(0);

  await opened.page.getByRole("button", { name: /^Kept \(0\)/ }).click();
  await opened.page.waitForURL(/state=kept/);
  await opened.page.getByText("No environment matches this filter.").waitFor();
  expect(opened.mistakes).toEqual([]);
});

it("a promise is made, changed, excepted for an environment, and ended", async () => {
  const { stack } = await world();
  const { page: opened, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: page });
  const dialog = opened.getByRole("dialog");
  const matrix = opened.getByRole("table", { name: "Environments by promises" });
  const save = async (button = "Save") => {
    await dialog.getByRole("button", { name: button, exact: true }).click();
    await dialog.waitFor({ state: "detached" });
  };
  await opened.getByRole("button", { name: "New promise" }).click();
  await dialog.getByRole("textbox", { name: "Name" }).fill("Monthly review");
  await dialog.getByRole("button", { name: "Proof" }).click();
  await opened.getByRole("option", { name: "Review" }).click();
  await dialog.getByRole("spinbutton", { name: "Within" }).fill("720");
  await dialog.getByRole("button", { name: /^Owner/ }).click();
  await opened.getByRole("option", { name: /^manager/ }).click();
  await saveScreenshot(opened, "promise-form", false);
  expect(await accessibilityViolations(opened)).toEqual([]);
  await save();
  const cell = matrix.getByRole("button", { name: /^Acme production, Monthly review/ });
  await cell.waitFor();
  await matrix.getByText("Monthly review (within 30 days)").first().waitFor();
  await opened.getByRole("row", { name: /^Monthly review .*manager/ }).waitFor();

  await opened.getByRole("button", { name: "Change: Monthly review" }).click();
  await dialog.getByRole("textbox", { name: "Name" }).fill("Quarterly review");
  await dialog.getByRole("spinbutton", { name: "Within" }).fill("90");
  await save();
  await matrix.getByText("Quarterly review (within 90 days)").first().waitFor();

  await matrix.getByRole("button", { name: /^Acme production, Quarterly review/ }).click();
  await opened.getByRole("button", { name: "Except environment" }).click();
  await dialog.getByRole("textbox", { name: "Reason" }).fill("Moves to another tenant");
  const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10).replaceAll("-", "/");
  await dialog.getByPlaceholder("YYYY/MM/DD").fill(day);
  await save("Except environment");
  await matrix.getByRole("button", { name: "Acme production, Quarterly review: Excepted" }).waitFor();
  await opened
    .getByRole("table", { name: "What is promised" })
    .getByText(/Moves to another tenant/)
    .waitFor();

  await matrix.getByRole("button", { name: "Acme production, Quarterly review: Excepted" }).click();
  await opened.getByRole("button", { name: "Change exception" }).click();
  await save("End exception");
  await matrix.getByRole("button", { name: "Acme production, Quarterly review: Not proven yet" }).waitFor();

  await opened.getByRole("button", { name: "End promise: Quarterly review" }).click();
  await save("End promise");
  await matrix.getByText("Quarterly review").first().waitFor({ state: "detached" });
  expect(mistakes).toEqual([]);
});

it.each([
  { locale: "en-US", theme: "dark" },
  { locale: "de-DE", theme: "light" },
] as const)("the matrix passes axe and fits each width in $locale, $theme", async ({ locale, theme }) => {
  const { stack } = await world();
  const { page: opened } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: page, locale, theme });
  for (const width of [1440, 1024, 390]) {
    await opened.setViewportSize({ width, height: 900 });
    await go(opened, page);
    expect(await scrolledSideways(opened), String(width)).toEqual([]);
    expect(await accessibilityViolations(opened), String(width)).toEqual([]);
    await saveScreenshot(opened, `promises-${locale}-${theme}-${width}`);
  }
  if (locale === "de-DE") expect((await foreignWords(opened)).filter((text) => text !== "Daily backup")).toEqual([]);
});
