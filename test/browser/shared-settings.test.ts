import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { accessibilityViolations } from "./accessibility.ts";
import { settled, visit } from "./chromium.ts";
import { saveScreenshot } from "./every-page.ts";
import { sharedStack } from "./stack.ts";

const hub = "/w/acme/operations";
const world = sharedStack({}, async () => ({}));

const openViews = (page: Page) => page.getByRole("button", { name: "Views", exact: true }).click();
const item = (page: Page, name: string) => page.getByRole("menuitem", { name, exact: true });

it("a saved view reaches every member of the workspace", async () => {
  const { stack } = await world();
  const { apiUrl } = stack;
  const before = (opened: Page) =>
    opened.addInitScript(() => {
      if (localStorage.getItem("seeded") !== null) return;
      const old = [{ name: "Old view", search: "tab=blocked" }];
      localStorage.setItem("runtruth.views.acme", JSON.stringify(old));
      localStorage.setItem("seeded", "yes");
    });
  const { page, mistakes } = await visit({
    apiUrl,
    user: "operator",
    path: `${hub}?tab=failed&type=policy.sync`,
    before,
  });
  await openViews(page);
  await item(page, "Save this view").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("All members of the workspace see this view.").waitFor();
  await dialog.getByRole("textbox").fill("Failed syncs");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "detached" });
  await openViews(page);
  await item(page, "Old view").waitFor();
  await saveScreenshot(page, "views");
  expect(await accessibilityViolations(page)).toEqual([]);
  await item(page, "Share the view of this browser").click();

  const manager = await visit({ apiUrl, user: "manager", path: hub });
  await openViews(manager.page);
  await item(manager.page, "Old view").waitFor();
  await item(manager.page, "Failed syncs").click();
  await manager.page.waitForURL(/tab=failed/);
  expect(new URL(manager.page.url()).searchParams.get("type")).toBe("policy.sync");
  await openViews(manager.page);
  await item(manager.page, "Delete “Failed syncs”").click();
  await openViews(manager.page);
  await item(manager.page, "Failed syncs").waitFor({ state: "detached" });
  expect(await page.evaluate(() => localStorage.getItem("runtruth.views.acme"))).toBeNull();
  expect([...mistakes, ...manager.mistakes]).toEqual([]);
});

it("language and theme follow a person into another browser", async () => {
  const { stack } = await world();
  const { apiUrl } = stack;
  const own = { apiUrl, user: "readonly", path: hub, changesContext: true } as const;
  const first = await visit(own);
  await settled(first.page);
  const stored = first.page.waitForResponse((answer) => answer.url().endsWith("/api/me/settings"));
  await first.page.keyboard.press("t");
  await stored;
  const storedAgain = first.page.waitForResponse((answer) => answer.url().endsWith("/api/me/settings"));
  await first.page.getByRole("button", { name: "Settings" }).click();
  await first.page.getByRole("menuitem", { name: "Deutsch" }).click();
  expect((await storedAgain).status()).toBe(200);
  await first.page.getByRole("heading", { name: "Vorgänge", level: 1 }).waitFor();

  const second = await visit(own);
  await second.page.getByRole("heading", { name: "Vorgänge", level: 1 }).waitFor();
  await second.page.locator("body.awsui-dark-mode").waitFor();
  await saveScreenshot(second.page, "settings-second-browser");
  const another = await visit({ ...own, user: "manager" });
  await another.page.getByRole("heading", { name: "Operations", level: 1 }).waitFor();
  expect([...first.mistakes, ...second.mistakes]).toEqual([]);
});
