import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { environmentCount, environmentIdOf, putAll, runItems } from "../../bench/seed.ts";
import { en } from "../../console/src/words/en.ts";
import { environmentItem } from "../../shared/access/items.ts";
import { runPage } from "../../shared/contract/hub.ts";
import { apiOf } from "../scenarios/api.ts";
import { localAws } from "../support/table.ts";
import { navigateTo, settled, visit } from "./chromium.ts";
import { holdTime } from "./page-time.ts";
import { sharedStack } from "./stack.ts";

/** More than the list and the counts read before they say that there is more. */
const newestRuns = 800;
/** Older runs of one environment only, so that its problems are far apart. */
const oldestRun = 5_000;

const world = sharedStack({ hasWorkers: false }, async ({ endpoints: { dynamodb: endpoint }, tableName }) => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, ...localAws }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const now = new Date();
  const older = Array.from({ length: (oldestRun - newestRuns) / environmentCount }, (_, count) => {
    const at = newestRuns + count * environmentCount;
    return [...runItems(at, at + 1, now)];
  });
  await putAll({ client, tableName }, [
    environmentItem("acme", environmentIdOf(0), { name: "Environment 0" }),
    ...runItems(0, newestRuns, now),
    ...older.flat(),
  ]);
  return {};
});

const hub = "/w/acme/operations";
const rowsOf = (page: Page) => page.locator("main table tbody tr");
const isList = ({ path }: { readonly path: string }) => path === "/api/workspaces/acme/operations";

it("the list adds older runs page by page, each once", async () => {
  const { stack } = await world();
  const { page, traffic } = await visit({
    apiUrl: stack.apiUrl,
    user: "owner",
    path: hub,
    before: (opened) => opened.clock.install(),
  });
  await rowsOf(page).nth(24).waitFor();
  const elements = () => page.locator("main table tbody *").count();
  const elementsOfAPage = await elements();
  const time = await holdTime(page, traffic);

  for (const shown of [50, 75, 100]) {
    // Where the button comes near by scrolling, it is not needed a second time.
    const older = page.getByRole("button", { name: en.hub.older });
    await (shown === 50 ? older.click() : older.scrollIntoViewIfNeeded());
    const asked = await time.passUntil(rowsOf(page).nth(shown - 1));
    expect(asked.filter(isList)).toHaveLength(1);
  }
  const addresses = await page
    .locator("main table [data-row-link] a")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  expect(addresses).toHaveLength(100);
  expect(new Set(addresses).size).toBe(100);
  // What a row says differs; nothing else is drawn for it.
  expect(await elements()).toBeLessThan(elementsOfAPage * 5);
});

it("a list continues where it is scrolled, holds few rows and comes back", async () => {
  const { stack } = await world();
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: hub });
  await rowsOf(page).nth(24).waitFor();
  const addresses = () =>
    page
      .locator("main table [data-row-link] a")
      .evaluateAll((links) => links.flatMap((link) => link.getAttribute("href") ?? []));
  const seen = new Set<string>();
  const scrollUntil = (isThere: (shown: readonly string[]) => boolean, pixels: number) =>
    expect
      .poll(
        async () => {
          await page.mouse.wheel(0, pixels);
          const shown = await addresses();
          for (const address of shown) seen.add(address);
          expect(shown.length).toBeLessThanOrEqual(200);
          return isThere(shown);
        },
        { interval: 20 },
      )
      .toBe(true);
  const [newest = ""] = await addresses();
  await page.getByRole("button", { name: en.hub.older }).click();
  await page.mouse.move(700, 500);
  await scrollUntil(() => seen.size >= 500, 600);

  // Ids are ordered by time: a gap would leave more than one run between two neighbours.
  const listed: string[] = [];
  for (let cursor: string | null = ""; cursor !== null && listed.length < 500; ) {
    const query: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const read = await apiOf(stack).read("owner", `/api/workspaces/acme/operations?limit=100${query}`, runPage);
    listed.push(...read.items.map(({ id }) => `${hub}/${id}`));
    cursor = read.nextCursor;
  }
  expect(listed.slice(0, 400).filter((address) => !seen.has(address))).toEqual([]);
  await page.getByRole("button", { name: en.hub.newest }).waitFor();
  await scrollUntil(([first]) => first === newest, -600);
  await page.getByRole("button", { name: en.hub.newest }).waitFor({ state: "detached" });
  expect(mistakes).toEqual([]);
});

it("run list sends no request while a filter is typed", async () => {
  const { stack } = await world();
  const { page, traffic } = await visit({
    apiUrl: stack.apiUrl,
    user: "owner",
    path: hub,
    before: (opened) => opened.clock.install(),
  });
  await rowsOf(page).nth(24).waitFor();
  const time = await holdTime(page, traffic);

  await page.keyboard.press("/");
  await time.passUntil(page.locator("#filter input:focus"));
  await page.keyboard.type("Operation = policy");
  expect(await time.pass(2)).toEqual([]);
});

it("a tab lists at least as many runs as it counts", async () => {
  const { stack } = await world();
  const path = "/w/acme/operations?tab=failed&environmentId=env-00";
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path });
  const rows = page.locator("main table tbody tr");

  const counted = await page.getByRole("tab", { name: /^Failed \(\d+\+\)$/ }).innerText();
  expect(Number(/\d+/.exec(counted)?.[0])).toBeLessThanOrEqual(7);
  await rows.nth(6).waitFor();
  expect(await rows.count()).toBe(7);
  await page.getByRole("button", { name: en.hub.older }).waitFor({ state: "detached" });
  expect(await page.getByText(en.hub.further).count()).toBe(0);
});

it("a sparse filter scans four pages, then continues on request", async () => {
  const { stack } = await world();
  const { page, traffic } = await visit({
    apiUrl: stack.apiUrl,
    user: "owner",
    path: "/w/acme/members",
    before: (opened) => opened.clock.install(),
  });
  await settled(page);
  const time = await holdTime(page, traffic);

  await navigateTo(page, `${hub}?tab=failed`);
  const asked = await time.passUntil(page.getByText(en.hub.further));
  expect(asked.filter(isList)).toHaveLength(4);
  const shown = await rowsOf(page).count();
  expect(shown).toBeGreaterThan(9);
  expect(shown).toBeLessThan(25);

  await page.getByRole("button", { name: en.hub.older }).click();
  const further = await time.passUntil(rowsOf(page).nth(shown));
  // Its end is in sight, and yet nothing scans on without a request.
  expect([...further, ...(await time.pass(3))].filter(isList)).toHaveLength(1);
});
