import type { Page, Route } from "playwright-core";
import { expect, it } from "vitest";
import { de } from "../../console/src/words/de.ts";
import { en } from "../../console/src/words/en.ts";
import { seedConnectionId } from "../../local/seed.ts";
import { apiOf, runOf } from "../scenarios/api.ts";
import { accessibilityViolations } from "./accessibility.ts";
import { go, navigateTo, settled, visit } from "./chromium.ts";
import { foreignWords } from "./foreign-words.ts";
import { holdTime } from "./page-time.ts";
import { sharedStack } from "./stack.ts";

const hub = "/w/acme/operations";
const environment = "/w/acme/environments/acme-prod";

const world = sharedStack({}, async (stack) => {
  const api = apiOf(stack);
  const place = { user: "owner", workspaceId: "acme", environmentId: "acme-prod" };
  const { id } = runOf(await api.start(place, "policy.sync"));
  await api.ended("owner", "acme", id);
  return { id };
});

interface Opened {
  readonly user: "owner" | "platform";
  readonly path: (id: string) => string;
  /** Its heading while there is nothing else on it. */
  readonly title: string;
}

const pages: readonly Opened[] = [
  // First, because the bell on each page asks for them too.
  { user: "owner", path: () => "/notifications", title: en.notifications.title },
  { user: "owner", path: () => "/w/acme", title: "Acme" },
  { user: "owner", path: () => hub, title: en.hub.title },
  { user: "owner", path: (id) => `${hub}/${id}`, title: en.run.one },
  { user: "owner", path: () => "/w/acme/inbox", title: en.inbox.title },
  { user: "owner", path: () => environment, title: en.run.environment },
  {
    user: "owner",
    path: () => `${environment}/provider-connections/${seedConnectionId}`,
    title: en.record.one["provider-connections"],
  },
  { user: "owner", path: () => "/w/acme/members", title: en.nav.members },
  { user: "owner", path: () => "/w/acme/audit", title: en.nav.audit },
  { user: "platform", path: () => "/system/operations", title: en.system.title },
  { user: "platform", path: (id) => `/system/operations/${id}`, title: en.run.one },
];

const isApi = (url: URL) => url.pathname.startsWith("/api/");
const isMe = (url: URL) => url.pathname === "/api/me";
const unavailable = (route: Route) => route.fulfill({ status: 503, json: { message: "Service Unavailable" } });
const retry = (page: Page) => page.locator("main").getByRole("button", { name: en.errors.tryAgain });
const headings = (page: Page) => page.locator("main h1").allInnerTexts();

it.each(["owner", "platform"] as const)(
  "each page of the %s keeps its heading when the first answer fails",
  async (user) => {
    const { stack, id } = await world();
    const block = (opened: Page) => opened.route((url) => isApi(url) && !isMe(url), unavailable);
    const { page, mistakes, traffic } = await visit({
      apiUrl: stack.apiUrl,
      user,
      path: "/nowhere",
      async before(opened) {
        await opened.clock.install();
        await block(opened);
      },
    });
    // What failed is asked again by itself after a while, which must not come between two looks.
    const time = await holdTime(page, traffic);

    for (const { path, title } of pages.filter((one) => one.user === user)) {
      await navigateTo(page, path(id));
      await time.passUntil(retry(page));
      await expect.poll(() => headings(page)).toEqual([title]);
      const shown = () => page.locator("main").innerText();
      await expect.poll(shown).toContain(en.errors.unreachable);
      await expect.poll(shown).toContain(en.errors.retries);

      await page.unrouteAll({ behavior: "wait" });
      await retry(page).first().click();
      await time.passUntilGone(retry(page));
      await time.passUntilGone(page.locator("[data-loading]"));
      await page.locator("main table, main h2, main [class*=type-success]").first().waitFor({ state: "attached" });
      await expect.poll(() => headings(page)).toHaveLength(1);
      await block(page);
    }
    expect(mistakes).toEqual([]);
  },
);

it.each([
  { locale: "en-US", words: en },
  { locale: "de-DE", words: de },
] as const)("the console offers a way out in $locale when the user is unknown", async ({ locale, words }) => {
  const { stack } = await world();
  const { page, traffic } = await visit({
    apiUrl: stack.apiUrl,
    user: "owner",
    path: hub,
    locale,
    async before(opened) {
      await opened.clock.install();
      await opened.route(isMe, unavailable);
    },
  });
  const again = page.getByRole("button", { name: words.errors.tryAgain });
  await again.waitFor();
  await expect.poll(() => headings(page)).toEqual([words.errors.notLoaded]);
  expect(await accessibilityViolations(page)).toEqual([]);
  if (locale === "de-DE") expect(await foreignWords(page)).toEqual([]);

  // The console would ask again by itself and take the button away before it is pressed.
  const time = await holdTime(page, traffic);
  await time.passUntil(again);
  await page.unrouteAll({ behavior: "wait" });
  await again.click();
  await time.passUntil(page.getByRole("heading", { name: words.hub.title, level: 1 }));
  await time.passUntil(page.locator("main table a"));
});

it("operations page does not report a new workspace when its summary fails", async () => {
  const { stack } = await world();
  const { page } = await visit({
    apiUrl: stack.apiUrl,
    user: "owner",
    path: `${hub}?tab=partial`,
    routes: (opened) => opened.route((url) => url.pathname.endsWith("/operations/summary"), unavailable),
  });
  await page.getByText("No run in this list.").waitFor();
  expect(await page.locator("main").innerText()).not.toContain("No runs yet");
});

it("a page without other updates retries failed requests by itself", async () => {
  const { stack } = await world();
  const { page } = await visit({
    apiUrl: stack.apiUrl,
    user: "owner",
    path: "/notifications",
    before: async (opened) => {
      await opened.clock.install();
      await opened.route((url) => url.pathname === "/api/notifications", unavailable);
    },
  });
  await page.clock.runFor(5_000);
  await retry(page).waitFor();
  await page.unrouteAll({ behavior: "wait" });
  await page.clock.runFor(15_000);
  await page.locator("main table").waitFor();
  await retry(page).waitFor({ state: "detached" });
});

it("the console reports a lost network at once and recovers by itself", async () => {
  const { stack } = await world();
  const { page, context } = await visit({
    apiUrl: stack.apiUrl,
    user: "owner",
    path: "/w/acme",
    changesContext: true,
  });
  await settled(page);
  await context.setOffline(true);
  await go(page, `${hub}?tab=succeeded`);
  await retry(page).waitFor();
  await expect.poll(() => headings(page)).toEqual([en.hub.title]);

  await context.setOffline(false);
  await page.locator("main table a").first().waitFor();
  await retry(page).waitFor({ state: "detached" });
});

it("the console offers a way out when one of its chunks fails to load", async () => {
  const { stack } = await world();
  const { page, context, mistakes } = await visit({
    apiUrl: stack.apiUrl,
    user: "owner",
    path: hub,
    changesContext: true,
  });
  await settled(page);
  await context.setOffline(true);
  await go(page, "/w/acme/members");
  const again = page.getByRole("button", { name: en.errors.loadAgain });
  await again.waitFor();
  await expect.poll(() => headings(page)).toEqual([en.errors.notLoaded]);
  expect(await accessibilityViolations(page)).toEqual([]);
  expect(mistakes).toEqual([]);

  await context.setOffline(false);
  await again.click();
  await page.getByRole("heading", { name: en.nav.members, level: 1 }).waitFor();
  await page.locator("main table").waitFor();
});
