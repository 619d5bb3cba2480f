import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { go, navigateTo, settled, visit } from "./chromium.ts";
import { saveScreenshot } from "./every-page.ts";
import { layoutShift, watchLayoutShift } from "./layout-shift.ts";
import { manualWorker } from "./manual-worker.ts";
import { drawn } from "./page-checks.ts";
import { holdTime } from "./page-time.ts";
import { sharedStack } from "./stack.ts";

const prod = { workspaceId: "acme", environmentId: "acme-prod" };
const globex = { workspaceId: "globex", environmentId: "globex-prod" };
const hub = "/w/acme/operations";
const beatMilliseconds = 10_000;

/** No worker runs, and each test has a type of its own, so that its list is its own. */
const world = sharedStack({ hasWorkers: false }, async (stack) => {
  const hand = manualWorker(stack);
  /** So many queued runs, the oldest first. */
  async function queue(count: number, type: string, place = prod) {
    const ids: string[] = [];
    while (ids.length < count) ids.push((await hand.queue(place, type)).id);
    return ids;
  }
  return { hand, queue };
});

const rows = (page: Page) => page.locator("main table tbody tr");
const rowOf = (page: Page, id = "") => page.locator(`main table tr:has(a[href$="${id}"])`);
const idsOf = (page: Page) =>
  page
    .locator("main table [data-row-link] a")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")?.split("/").at(-1)));

it("the list updates rows in place and announces new ones", async () => {
  const { stack, hand, queue } = await world();
  const [first = "", second = ""] = await queue(2, "inventory.sync");
  const { page } = await visit({
    apiUrl: stack.apiUrl,
    user: "operator",
    path: `${hub}?type=inventory.sync`,
    before: (opened) => opened.clock.install(),
  });
  await rows(page).nth(1).waitFor();
  // The counts of the tabs come with what stands above them.
  await page.getByRole("tab", { name: /^All \D*\d/ }).waitFor();
  const place = await rowOf(page, first).boundingBox();

  const later = await queue(3, "inventory.sync");
  await hand.take(first);
  await page.clock.fastForward(beatMilliseconds);
  await page.locator('[aria-live="polite"]').getByText("3 new runs").waitFor();
  await rowOf(page, first).getByText("Running").waitFor();
  expect(await idsOf(page)).toEqual([second, first]);
  expect(await rowOf(page, first).boundingBox()).toEqual(place);

  await page.getByRole("button", { name: "Show", exact: true }).click();
  await rows(page).nth(4).waitFor();
  expect(await idsOf(page)).toEqual([...later.toReversed(), second, first]);
  await page.getByText("3 new runs").waitFor({ state: "detached" });
});

it("the list refreshes older rows and rows pushed off the first page", async () => {
  const { stack, hand, queue } = await world();
  const ids = await queue(55, "compliance.snapshot");
  const { page } = await visit({
    apiUrl: stack.apiUrl,
    user: "operator",
    path: `${hub}?type=compliance.snapshot`,
    before: (opened) => opened.clock.install(),
  });
  await rows(page).nth(24).waitFor();
  const pushedOff = ids.at(-25);
  await queue(3, "compliance.snapshot");
  await hand.take(pushedOff ?? "");
  await page.clock.fastForward(beatMilliseconds);
  await page.getByText("3 new runs").waitFor();
  await rowOf(page, pushedOff).getByText("Running").waitFor();

  await page.getByRole("button", { name: "Show older ones" }).click();
  await rows(page).nth(54).waitFor();
  await page.getByRole("button", { name: "Show older ones" }).waitFor({ state: "detached" });
  const [oldest = ""] = ids;
  await hand.take(oldest);
  await page.clock.fastForward(beatMilliseconds);
  await rowOf(page, oldest).getByText("Running").waitFor();
  expect(await idsOf(page)).toEqual(ids.toReversed());
});

it.each([1400, 1024, 390])("work that begins moves nothing on a page of %i px", async (width) => {
  const { stack, queue } = await world();
  await queue(2, "environment.review.compose");
  const begins = Promise.withResolvers<void>();
  const { page } = await visit({
    ...{ apiUrl: stack.apiUrl, user: "owner", path: "/w/acme/promises", locale: "de-DE", width },
    async before(opened) {
      await watchLayoutShift(opened);
      await opened.route(/\/operations\/activity/, (route) => begins.promise.then(() => route.continue()));
    },
  });
  await settled(page);
  await drawn(page);
  const { sum } = await layoutShift(page);
  begins.resolve();
  await page.locator(".activity a").first().waitFor();
  await drawn(page);
  await saveScreenshot(page, `work-begins-${width}`, false);

  const { sum: after, moved } = await layoutShift(page);
  expect(after, moved.join()).toBe(sum);
});

it("polling pauses below a dialog and in a hidden tab", async () => {
  const { stack, queue } = await world();
  await queue(1, "policy.sync", globex);
  const { page, traffic } = await visit({
    apiUrl: stack.apiUrl,
    user: "outsider",
    path: "/w/globex/operations",
    before: (opened) => opened.clock.install(),
  });
  const list = "/api/workspaces/globex/operations";
  await rows(page).first().waitFor();
  await page.getByRole("button", { name: "Start an operation" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).waitFor();
  const time = await holdTime(page, traffic);
  const pass = async (seconds: number) => (await time.pass(seconds)).map(({ path }) => path);

  expect(await pass(60)).toEqual([]);
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  // Everything is a minute old, so each part of the page is loaded once.
  const afterDialog = await pass(3);
  expect(afterDialog).toContain(list);
  expect(afterDialog).toEqual([...new Set(afterDialog)]);

  const turn = (hidden: boolean) =>
    page.evaluate((isHidden) => {
      Object.defineProperty(document, "hidden", { configurable: true, value: isHidden });
      Object.defineProperty(document, "visibilityState", {
        configurable: true,
        value: isHidden ? "hidden" : "visible",
      });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    }, hidden);
  await turn(true);
  expect(await pass(60)).toEqual([]);
  await turn(false);
  const looked = await pass(3);
  expect(looked).toContain(list);
  expect(looked).toEqual([...new Set(looked)]);
  expect(await pass(10)).toEqual([list]);
});

it("a named view survives a reload, can be opened and deleted", async () => {
  const { stack } = await world();
  const view = `${hub}?tab=failed&type=policy.sync`;
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "operator", path: view });
  const choose = async (name: string) => {
    await page.getByRole("button", { name: "Views", exact: true }).click();
    await page.getByRole("menuitem", { name, exact: true }).click();
  };
  await choose("Save this view");
  await page.getByRole("dialog").getByRole("textbox").fill("Failed syncs");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });

  await go(page, hub);
  await page.reload();
  await page.locator(`main[data-page="${hub}"]`).waitFor();
  await choose("Failed syncs");
  await page.locator(`main[data-page="${view}"]`).waitFor();
  await choose("Delete “Failed syncs”");
  await page.getByRole("button", { name: "Views", exact: true }).click();
  await page.getByRole("menuitem", { name: "Save this view" }).waitFor();
  await page.getByRole("menuitem", { name: "Failed syncs", exact: true }).waitFor({ state: "detached" });
});

it("rows do not move when the summary arrives after the list", async () => {
  const { stack, queue } = await world();
  await queue(3, "policy.export");
  let release = () => {};
  const { page } = await visit({
    apiUrl: stack.apiUrl,
    user: "operator",
    path: `${hub}?type=policy.export`,
    before: async (opened) => {
      await opened.clock.install();
      await opened.route(/\/operations\/summary/, async (route) => {
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        await route.continue();
      });
    },
  });
  const counted = page.getByRole("tab", { name: /^All \D*\d/ });
  await rows(page).nth(2).waitFor();
  expect(await counted.count()).toBe(0);
  release();
  await counted.waitFor();

  // From here on its time is ours, and no two seconds pass.
  await page.clock.pauseAt(Date.now() + 600_000);
  const list = page.waitForResponse(/\/operations\?.*acme-prod/);
  await navigateTo(page, `${hub}?type=policy.export&environmentId=acme-prod`);
  await (await list).finished();
  await page.clock.runFor(500);
  expect(await rows(page).count()).toBe(0);
  const summary = page.waitForResponse(/\/operations\/summary/);
  release();
  await (await summary).finished();
  await page.clock.runFor(500);
  await rows(page).nth(2).waitFor();
  expect(await counted.count()).toBe(1);
});
