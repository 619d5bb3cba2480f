import { expect, it } from "vitest";
import { apiOf, runOf } from "../scenarios/api.ts";
import { until } from "../scenarios/until.ts";
import { accessibilityViolations } from "./accessibility.ts";
import { go, settled, visit } from "./chromium.ts";
import { saveScreenshot } from "./every-page.ts";
import { foreignWords } from "./foreign-words.ts";
import { manualWorker } from "./manual-worker.ts";
import { scrolledSideways } from "./page-checks.ts";
import { sharedStack } from "./stack.ts";

const inbox = "/w/acme/inbox";
const prod = { user: "owner", workspaceId: "acme", environmentId: "acme-prod" };
const lab = { ...prod, environmentId: "acme-lab" };
const failed = {
  outcome: "failed",
  reasonCode: "run.handler_failed",
  failures: [{ code: "provider_unreachable", message: "The provider could not be reached." }],
} as const;

/** Failed syncs of one cause in two environments, and a failed restore, which only a person may repeat. No worker runs. */
const world = sharedStack({ hasWorkers: false }, async (stack) => {
  const api = apiOf(stack);
  const hand = manualWorker(stack);
  const sync = async (place: typeof prod) => hand.take(runOf(await api.start(place, "policy.sync")).id);
  const first = await hand.end(await sync(prod), failed);
  await hand.end(await sync(lab), failed);
  await hand.end(await hand.take((await hand.queue(prod, "restore.execute")).id), failed);
  return { api, hand, sync, first };
});

const syncRow = /Policy sync/;

it("the inbox narrows failures to a stated window, with one row for each cause", async () => {
  const { stack } = await world();
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "readonly", path: inbox });
  const causes = page.getByRole("table", { name: "Open issues by cause" });
  await causes.getByRole("row", { name: syncRow }).waitFor();
  await page.getByRole("button", { name: "24 hours" }).click();
  await page.waitForURL(/window=24h/);
  await page
    .getByText(/^\d open issues in the last 24 hours, 2 causes\./)
    .first()
    .waitFor();
  await causes.getByRole("row", { name: syncRow }).waitFor();
  // A reader may decide nothing.
  expect(await page.getByRole("button", { name: "Actions" }).first().isEnabled()).toBe(false);
  expect(mistakes).toEqual([]);
});

it("a cause that needs a person cannot be run again", async () => {
  const { stack } = await world();
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: inbox });
  const dialog = page.getByRole("dialog");
  await page
    .getByRole("row", { name: /Restore/ })
    .getByRole("button", { name: "Actions" })
    .click();
  await page.getByRole("menuitem", { name: "Run again…" }).click();
  await dialog.getByRole("button", { name: "Needs a decision (1)" }).waitFor();
  expect(await dialog.getByRole("button", { name: "Run again (0)", exact: true }).last().isDisabled()).toBe(true);
});

it.each([
  { locale: "en-US", theme: "dark" },
  { locale: "de-DE", theme: "light" },
] as const)("inbox and dry run pass axe and fit each width in $locale, $theme", async ({ locale, theme }) => {
  const { stack } = await world();
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: inbox, locale, theme });
  for (const width of [1440, 1024, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await go(page, `${inbox}?window=7d`);
    await settled(page);
    await page
      .getByRole("row", { name: /Policy sync|Richtlinienabgleich/ })
      .first()
      .waitFor();
    expect(await scrolledSideways(page), `${width}`).toEqual([]);
    expect(await accessibilityViolations(page), `${width}`).toEqual([]);
    await saveScreenshot(page, `inbox-window-${locale}-${theme}-${width}`);
    await page
      .getByRole("row", { name: /Policy sync|Richtlinienabgleich/ })
      .getByRole("button", { name: /^(Actions|Aktionen)$/ })
      .click();
    await page.getByRole("menuitem", { name: /^(Run again|Erneut ausführen)/ }).click();
    await page.getByRole("dialog").locator("table").waitFor();
    expect(await accessibilityViolations(page), `dialog ${width}`).toEqual([]);
    if (locale === "de-DE") expect(await foreignWords(page), `dialog ${width}`).toEqual([]);
    await saveScreenshot(page, `dry-run-${locale}-${theme}-${width}`, false);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
});

it("a cause is run again after a dry run, without what was done meanwhile", async () => {
  const { stack, api, hand, sync, first } = await world();
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: inbox });
  const dialog = page.getByRole("dialog");
  await page.getByRole("row", { name: syncRow }).getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: "Run again…" }).click();
  await dialog.getByRole("button", { name: "Run again (2)" }).first().waitFor();
  await expect.poll(() => dialog.locator("tbody tr").count()).toBe(2);

  await hand.end(await sync(prod), { outcome: "succeeded" });
  await until("the later success is known to speak for the first", async () =>
    (await api.findRun("owner", "acme", first.id)).needsAttention ? undefined : true,
  );
  await dialog.getByRole("button", { name: "Run again (2)" }).last().click();
  await dialog.getByText("2 of 2 done").waitFor();
  await dialog.getByText("1 run was already done, and not run again").waitFor();
  const queued = (await api.list("owner", "acme")).filter(({ status }) => status === "queued");
  expect(queued.map(({ environmentId }) => environmentId)).toEqual(["acme-lab"]);
  expect(mistakes).toEqual([]);
});
