import type { Locator } from "playwright-core";
import { expect, it } from "vitest";
import { de } from "../../console/src/words/de.ts";
import { en } from "../../console/src/words/en.ts";
import { go, settled, visit } from "./chromium.ts";
import { manualWorker } from "./manual-worker.ts";
import { holdTime } from "./page-time.ts";
import { sharedStack } from "./stack.ts";

const prod = { workspaceId: "acme", environmentId: "acme-prod" };
const lab = { workspaceId: "acme", environmentId: "acme-lab" };
const hub = "/w/acme/operations";

/** No worker runs: each run ends as the test says. Twenty problems of one cause and one of another. */
const world = sharedStack({ hasWorkers: false }, async (stack) => {
  const hand = manualWorker(stack);
  async function fail(type: string, code: string, place = prod) {
    const taken = await hand.take((await hand.queue(place, type, { correlation: `${Math.random()}` })).id);
    return hand.end(taken, { outcome: "failed", reasonCode: code, failures: [{ code, message: "It failed." }] });
  }
  for (let count = 0; count < 20; count++) await fail("policy.sync", "run.handler_failed");
  const other = await fail("inventory.sync", "run.handover_limit", lab);
  return { hand, fail, other };
});

it("an idle page shows a new problem within a minute", async () => {
  const { stack, fail } = await world();
  const { page, traffic } = await visit({
    apiUrl: stack.apiUrl,
    user: "owner",
    path: "/w/acme/environments/acme-lab",
    before: (opened) => opened.clock.install(),
  });
  const time = await holdTime(page, traffic);
  await fail("compliance.snapshot", "run.handler_failed", lab);
  // A request starts up to a second after its minute, and answers arrive in real time.
  const asked = [...(await time.pass(61)), ...(await time.pass(5))];
  expect(asked.map(({ path }) => path)).toContain("/api/workspaces/acme/environments/acme-lab/dashboard");
  await page
    .getByRole("link", { name: /Compliance snapshot/ })
    .first()
    .waitFor();
  await page.getByText(/^Updated/).waitFor();
});

it("a filter finds runs by environment and cause and adapts every count", async () => {
  const { stack, other } = await world();
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: hub });
  await page.locator("#filter input").fill("acme lab continuation");
  await page.keyboard.press("Enter");
  await page.locator(`main table a[href$="${other.id}"]`).waitFor();
  await page.getByRole("tab", { name: "All (1)" }).waitFor();
  await expect.poll(() => page.locator("main table [data-row-link]").count()).toBe(1);
});

it("choosing a property without a value leaves the list as it is", async () => {
  const { stack } = await world();
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: hub });
  await page.locator("main table [data-row-link]").first().waitFor();
  await page.locator("#filter input").fill("Outcome =");
  await page.keyboard.press("Enter");
  await page.locator("main table [data-row-link]").first().waitFor();
  await settled(page);
  expect(new URL(page.url()).search).toBe("");
});

it.each([
  { locale: "en-US", words: en },
  { locale: "de-DE", words: de },
] as const)("a chosen day begins at midnight of the stated local time in $locale", async ({ locale, words }) => {
  const { stack } = await world();
  const timezoneId = "America/New_York";
  const { page } = await visit({
    apiUrl: stack.apiUrl,
    user: "owner",
    path: hub,
    locale,
    before: async (opened) => {
      const session = await opened.context().newCDPSession(opened);
      await session.send("Emulation.setTimezoneOverride", { timezoneId });
    },
  });
  await page.locator("#filter input").fill(`${words.filter.names.from} = `);
  const day = page.getByRole("textbox", { description: words.filter.localTime(timezoneId) });
  await day.fill("2026/11/02");
  await day.press("Tab");
  await page.getByRole("button", { name: locale === "en-US" ? "Apply" : "Anwenden", exact: true }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get("from")).toBe("2026-11-02T05:00:00.000Z");
});

it("the hub fits fifteen rows at 1440 by 900", async () => {
  const { stack } = await world();
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: hub, width: 1440 });
  const rows = page.locator("main table tbody tr");
  await rows.nth(14).waitFor();
  await page.getByRole("tab", { name: /^All \D*\d/ }).waitFor();
  const endOfFifteenth = async () => {
    const { y, height } = (await rows.nth(14).boundingBox()) ?? { y: Infinity, height: 0 };
    return y + height;
  };
  await expect.poll(endOfFifteenth).toBeLessThanOrEqual(900);
});

// German labels are the longer ones: in one line they would not fit.
it.each([
  { locale: "en-US", cause: en.run.reason, all: en.hub.tab.all },
  { locale: "de-DE", cause: de.run.reason, all: de.hub.tab.all },
] as const)("the hub shows ten rows and every tab at 1024 by 768 in $locale", async ({ locale, cause, all }) => {
  const { stack } = await world();
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: hub, locale, width: 1024 });
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.getByRole("columnheader", { name: cause }).waitFor();
  await page.getByRole("tab", { name: new RegExp(`^${all} \\D*\\d`) }).waitFor();
  const bottomOf = async (shown: Locator) => {
    const { y, height } = (await shown.boundingBox()) ?? { y: Infinity, height: 0 };
    return y + height;
  };
  // Tabs that do not fit are reached by arrows, or stand beyond the end of their list.
  const hiddenTabs = () =>
    page.evaluate(() => {
      const list = document.querySelector('main [role="tablist"]')?.getBoundingClientRect();
      const isHidden = ({ left, right }: DOMRect) => list === undefined || left < list.left || right > list.right + 1;
      return [...document.querySelectorAll('main [role="tab"]')]
        .filter((tab) => isHidden(tab.getBoundingClientRect()))
        .map((tab) => tab.textContent);
    });

  await expect.poll(() => bottomOf(page.locator("main table tbody tr").nth(9))).toBeLessThanOrEqual(768);
  await expect.poll(hiddenTabs).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1024);
});

it("one dialog acknowledges every run of a cause", async () => {
  const { stack, fail } = await world();
  // Another test may have acknowledged those that the world began with.
  for (let count = 0; count < 2; count++) await fail("policy.sync", "run.handler_failed");
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: "/w/acme/inbox" });
  const row = page
    .locator("main table tbody tr", { hasText: "The work stopped with an error" })
    .filter({ hasText: "Policy sync" });
  await row.getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: "Acknowledge" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("Known outage of the provider");
  await page.getByRole("dialog").getByRole("button", { name: "Acknowledge" }).click();
  await page
    .getByRole("dialog")
    .getByText(/Done for all \d+ runs/)
    .waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Close", exact: true }).first().click();
  await row.waitFor({ state: "detached" });
});

it("a bulk action continues after its dialog was closed and after a reload", async () => {
  const { stack, fail } = await world();
  for (let count = 0; count < 2; count++) await fail("policy.sync", "run.handler_failed");
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: "/w/acme/inbox", changesContext: true });
  // Each response is that of a request whose time was over, with runs left.
  const answers: boolean[] = [];
  let isHeld = true;
  await page.route("**/api/**/bulk-actions**", async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    answers.push(body.isComplete);
    const counts = { ...body.counts, done: 1 };
    await route.fulfill({ response, json: isHeld ? { ...body, isComplete: false, counts } : body });
  });
  const row = page.locator("main table tbody tr").filter({ hasText: "Policy sync" }).first();
  await row.getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: "Acknowledge" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("Known outage of the provider");
  await page.getByRole("dialog").getByRole("button", { name: "Acknowledge" }).click();
  await page.getByRole("dialog").getByRole("progressbar").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Close", exact: true }).first().click();

  const notice = page.locator(".bulk-notices");
  await notice.getByText(/^Acknowledge: 1 of \d+ done/).waitFor();
  await page.reload();
  await notice.getByText(/^Acknowledge: 1 of \d+ done/).waitFor();
  isHeld = false;
  await notice.getByText("Show results").click();
  await page
    .getByRole("dialog")
    .getByText(/Done for/)
    .waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Close", exact: true }).first().click();
  await notice.waitFor({ state: "detached" });
  expect(answers.length).toBeGreaterThan(2);
});

it("the first j focuses the first row and Esc returns to the row", async () => {
  const { stack } = await world();
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: `${hub}?tab=all` });
  await page.locator("main table [data-row-link] a").nth(1).waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("href"));
  await page.keyboard.press("j");
  const first = await page.locator("main table [data-row-link] a").first().getAttribute("href");
  await expect.poll(focused).toBe(first);
  await page.keyboard.press("Enter");
  await page.locator(`main[data-page="${first}"]`).waitFor();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("Escape");
  await page.locator(`main table [data-row-link] a[href="${first}"]:focus`).waitFor();
});

it("a stopped run is shown as cancelled without follow-up", async () => {
  const { stack, hand } = await world();
  const run = await hand.queue(prod, "permission.posture.check");
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: `${hub}/${run.id}` });
  await page.getByRole("button", { name: "Stop run" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Stop run" }).click();
  await page.locator("main ol.timeline").getByText("Stop requested").waitFor();
  await page.locator("main h1").getByText("Permission posture check").waitFor();
  await page.getByText("Cancelled", { exact: true }).first().waitFor();
  await go(page, `${hub}?outcome=cancelled`);
  await page.locator(`main table a[href$="${run.id}"]`).waitFor();
  await go(page, `${hub}?tab=needs_attention`);
  await page.locator("main table [data-row-link]").first().waitFor();
  expect(await page.locator(`main table a[href$="${run.id}"]`).count()).toBe(0);
});
