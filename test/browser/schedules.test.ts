import { expect, it } from "vitest";
import { accessibilityViolations } from "./accessibility.ts";
import { go, settled, visit } from "./chromium.ts";
import { saveScreenshot } from "./every-page.ts";
import { foreignWords } from "./foreign-words.ts";
import { scrolledSideways } from "./page-checks.ts";
import { aNightlySchedule, someSchedules } from "./schedule-records.ts";
import { sharedStack } from "./stack.ts";

const world = sharedStack({}, someSchedules);
const list = "/w/acme/schedules";

it("schedules stand worst first, and one whose slots were missed says so", async () => {
  const { stack, nightly, missed } = await world();
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "readonly", path: list });
  const rows = page.locator("main table [data-row-link] a");
  await rows.nth(1).waitFor();
  const addresses = await rows.evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  expect(addresses.indexOf(`${list}/${missed}`)).toBe(0);
  expect(addresses).toContain(`${list}/${nightly}`);
  await page.getByText("5 slots were missed: the scheduler did not run in their start window.").waitFor();
  await page.getByText(/^1 of \d+ schedules needs attention\./).waitFor();
  expect(await page.getByRole("button", { name: "New schedule" }).count()).toBe(0);

  await page.getByRole("button", { name: "Every state" }).click();
  await page.getByRole("option", { name: "Needs attention" }).click();
  await page.waitForURL(/state=attention/);
  await expect.poll(() => rows.count()).toBe(1);

  await rows.first().click();
  const strip = page.getByRole("list", { name: "Newest slots" });
  await strip.getByRole("listitem").nth(2).waitFor();
  expect(await strip.getByRole("listitem").last().getAttribute("class")).toBe("missed");
  await page
    .getByRole("table", { name: "Slots" })
    .getByText("Another run of the same work was still active.")
    .waitFor();
  await page.getByRole("button", { name: "Every result" }).click();
  await page.getByRole("option", { name: "Missed" }).click();
  await page.waitForURL(/verdict=missed/);
  expect(mistakes).toEqual([]);
});

it.each(["overview", "inbox", "environment"] as const)(
  "a schedule with missed slots stands on the %s",
  async (name) => {
    const { stack, missed } = await world();
    const path = { overview: "/w/acme", inbox: "/w/acme/inbox", environment: "/w/acme/environments/acme-lab" }[name];
    const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "readonly", path, locale: "de-DE" });
    const rows = page.getByRole("table", { name: "Zeitplan nicht eingehalten" });

    await rows.locator(`a[href="${list}/${missed}"]`).waitFor();
    await rows.getByText(/^5 Termine/).waitFor();
    await settled(page);
    await saveScreenshot(page, `missed-schedule-${name}`);
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(mistakes).toEqual([]);
  },
);

it("a new schedule shows its next slots while its rule is entered", async () => {
  const { stack } = await world();
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "manager", path: list });
  const dialog = page.getByRole("dialog");
  const choose = async (label: string, option: string) => {
    await dialog.getByRole("button", { name: label }).click();
    await page.getByRole("option", { name: option }).first().click();
  };
  await page.getByRole("button", { name: "New schedule" }).click();
  await dialog.getByRole("textbox", { name: "Name" }).fill("Weekly evidence");
  await choose("Operation", "Evidence snapshot");
  await choose("Environment", "Acme production");
  await choose("Rule", "Cron expression");
  await dialog.getByRole("textbox", { name: "Cron expression" }).fill("61 2 * * *");
  await dialog
    .getByText(/61|minute/i)
    .first()
    .waitFor();
  // Each last Sunday of March and October changes the clock.
  await dialog.getByRole("textbox", { name: "Cron expression" }).fill("30 2 * 3,10 0");
  await dialog.getByRole("button", { name: "Time zone" }).click();
  await page.getByPlaceholder("Find a time zone").fill("Europe/Berlin");
  await page.getByRole("option", { name: "Europe/Berlin" }).click();
  const slots = dialog.getByRole("list", { name: "Next slots" });
  await expect.poll(() => slots.getByRole("listitem").count()).toBe(10);
  await slots
    .getByText(/the clock goes (forward|back)/)
    .first()
    .waitFor();
  await saveScreenshot(page, "schedule-form", false);
  expect(await accessibilityViolations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Save" }).click();

  await page.getByRole("heading", { name: "Weekly evidence", level: 1 }).waitFor();
  await page.getByText("Its first slot is still to come.").waitFor();
  expect(mistakes).toEqual([]);
});

it("a schedule over several environments is created and keeps its targets in an edit", async () => {
  const { stack } = await world();
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "manager", path: list });
  const dialog = page.getByRole("dialog");
  const choose = async (label: string, option: string) => {
    await dialog.getByRole("button", { name: label }).click();
    await page.getByRole("option", { name: option }).first().click();
  };
  await page.getByRole("button", { name: "New schedule" }).click();
  await dialog.getByRole("textbox", { name: "Name" }).fill("Daily evidence");
  await choose("Operation", "Evidence snapshot");
  await choose("Environment", "All environments");
  await dialog.getByRole("list", { name: "Next slots" }).waitFor();
  await saveScreenshot(page, "schedule-form-several", false);
  expect(await accessibilityViolations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Daily evidence", level: 1 }).waitFor();
  await page.locator("main").getByText("All environments").first().waitFor();

  await page.getByRole("button", { name: "Edit" }).click();
  await dialog.getByRole("textbox", { name: "Name" }).fill("Hourly evidence");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Hourly evidence", level: 1 }).waitFor();
  await page.locator("main").getByText("All environments").first().waitFor();
  expect(mistakes).toEqual([]);
});

it("a schedule is paused with a note, resumed, edited, run now and removed", async () => {
  const { stack } = await world();
  const own = await aNightlySchedule(stack, "Sync of its own");
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: `${list}/${own}` });
  const dialog = page.getByRole("dialog");
  const confirm = async (name: string, note?: string) => {
    await page.locator("main").getByRole("button", { name, exact: true }).click();
    if (note !== undefined) await dialog.getByRole("textbox").fill(note);
    await dialog.getByRole("button", { name, exact: true }).click();
    await dialog.waitFor({ state: "detached" });
  };
  await confirm("Pause", "Maintenance of the tenant");
  await page.getByText("owner paused it. Its slots are skipped until it is resumed.").waitFor();
  await page.getByText(/: Maintenance of the tenant/).waitFor();
  await confirm("Resume", "Maintenance is over");
  await page.locator("main").getByRole("button", { name: "Pause", exact: true }).waitFor();

  await page.getByRole("button", { name: "Edit" }).click();
  await dialog.getByRole("textbox", { name: "Name" }).fill("Nightly sync of policies");
  await dialog
    .getByRole("combobox", { name: "Time" })
    .or(dialog.getByRole("textbox", { name: "Time" }))
    .first()
    .fill("03:15");
  await dialog.getByText("Daily at 03:15, Europe/Berlin").waitFor();
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Nightly sync of policies", level: 1 }).waitFor();
  await page.locator("main").getByText("Daily at 03:15, Europe/Berlin").first().waitFor();

  await confirm("Run now");
  await page.locator(".toasts").getByRole("link", { name: "Policy sync" }).waitFor();
  await confirm("Remove");
  await page.waitForURL(new RegExp(`${list}$`));
  await page.locator("main table [data-row-link] a").first().waitFor();
  expect(await page.getByRole("link", { name: "Nightly sync of policies" }).count()).toBe(0);
  expect(mistakes).toEqual([]);
});

it.each([
  { locale: "en-US", theme: "dark" },
  { locale: "de-DE", theme: "light" },
] as const)("schedules pass axe and fit each width in $locale, $theme", async ({ locale, theme }) => {
  const { stack, missed } = await world();
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: list, locale, theme });
  for (const [name, path] of [
    ["schedules", list],
    ["schedule", `${list}/${missed}`],
  ] as const) {
    for (const width of [1440, 1024, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await go(page, path);
      await settled(page);
      expect(await scrolledSideways(page), `${name} ${width}`).toEqual([]);
      expect(await accessibilityViolations(page), `${name} ${width}`).toEqual([]);
      await saveScreenshot(page, `${name}-${locale}-${theme}-${width}`);
    }
    if (locale === "de-DE") expect(await foreignWords(page)).toEqual([]);
  }
});
