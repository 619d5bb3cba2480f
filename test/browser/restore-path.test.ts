import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { apiOf, runOf } from "../scenarios/api.ts";
import { accessibilityViolations } from "./accessibility.ts";
import { go, visit } from "./chromium.ts";
import { saveScreenshot } from "./every-page.ts";
import { foreignWords } from "./foreign-words.ts";
import { scrolledSideways } from "./page-checks.ts";
import { providerEdits } from "./provider-edits.ts";
import { sharedStack } from "./stack.ts";

const scope = { workspaceId: "acme", environmentId: "acme-prod" };
const environment = "/w/acme/environments/acme-prod";

/** A backup set, and two of its policies changed at the provider since. */
const world = sharedStack({}, async (stack) => {
  const api = apiOf(stack);
  const run = async (type: string, input = {}) =>
    api.ended("owner", "acme", runOf(await api.start({ user: "owner", ...scope }, type, { input })).id);
  await run("policy.sync");
  const { related } = await run("backup_set.update", { name: "Before the change" });
  const provider = await providerEdits(stack);
  const policies = await provider.first(2);
  const changeBoth = async (description: string) => {
    for (const { id } of policies) await provider.change(id, { description });
  };
  return { api, run, policies, changeBoth, set: `${environment}/backup-sets/${related?.id}`, setId: related?.id };
});

const select = async (page: Page, name: string) => {
  await page.getByPlaceholder("Find policies").fill(name);
  await page.getByRole("checkbox", { name: `Select ${name}` }).check();
};

it("a manager restores two policies by name after a look at each difference", async () => {
  const { stack, set, policies, changeBoth } = await world();
  await changeBoth("changed by an administrator");
  const names = policies.map(({ name }) => name);
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "manager", path: set });
  for (const name of names) await select(page, name);
  await saveScreenshot(page, "restore-choose");
  await page.getByRole("button", { name: "Preview restore of 2 policies" }).click();

  await page.getByRole("button", { name: "Carry out restore" }).waitFor();
  await saveScreenshot(page, "restore-preview");
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.getByRole("button", { name: `Show differences: ${names[0]}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("1 changed, 0 added, 0 removed").waitFor();
  await dialog.locator("del").getByText("changed by an administrator").waitFor();
  await dialog
    .getByRole("button", { name: /unchanged setting/ })
    .first()
    .waitFor();
  await dialog.getByRole("button", { name: "Next difference" }).click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("data-change"))).toBe("changed");
  expect(await accessibilityViolations(page)).toEqual([]);
  await saveScreenshot(page, "restore-differences", false);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });

  await page.getByRole("button", { name: "Carry out restore" }).click();
  const confirm = dialog.getByRole("button", { name: "Change 2 policies" });
  await dialog.getByText("The restore changes 2 policies in Acme production").waitFor();
  expect(await confirm.isDisabled()).toBe(true);
  await dialog.getByRole("textbox").fill("Acme production");
  await saveScreenshot(page, "restore-confirm", false);
  await confirm.click();
  await page.locator("main").getByText("Applied", { exact: true }).nth(1).waitFor();
  await saveScreenshot(page, "restore-result");
  expect(mistakes).toEqual([]);
});

it("the result of a restore shows failed policies first and previews only them again", async () => {
  const { stack, api, setId, policies, changeBoth } = await world();
  await changeBoth("changed again");
  const policyIds = policies.map(({ id }) => id);
  const start = (input: Readonly<Record<string, unknown>>) =>
    api.start({ user: "manager", ...scope }, "restore.execute", { input });
  const preview = runOf(await start({ backupSetId: setId, dryRun: true, policyIds }));
  await api.ended("manager", "acme", preview.id);
  const match = `PUT /beta/deviceManagement/configurationPolicies/${policyIds[1]}`;
  await api.fault({ match, status: 400, times: 1 });
  const executed = runOf(
    await start({ backupSetId: setId, ...(await api.reviewed({ user: "manager", ...scope }, preview.id)) }),
  );
  await api.ended("manager", "acme", executed.id);

  const address = `${environment}/restore-runs/${preview.id}`;
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "manager", path: address });
  const rows = page.getByRole("rowheader");
  await expect.poll(() => rows.first().innerText()).toContain(policies[1]?.name);
  await page.getByRole("button", { name: "Restore 1 policy again" }).click();
  await page.getByRole("button", { name: "Carry out restore" }).waitFor();
  await expect.poll(() => rows.count()).toBe(1);
  expect(mistakes).toEqual([]);
});

it("a preview passes axe in German, dark and narrow, and readers cannot restore", async () => {
  const { stack, set, changeBoth } = await world();
  await changeBoth("changed a third time");
  const looks = {
    apiUrl: stack.apiUrl,
    user: "manager",
    path: set,
    theme: "dark",
    locale: "de-DE",
    width: 390,
  } as const;
  const { page, mistakes } = await visit(looks);
  await page.getByRole("button", { name: /^Vorschau für alle/ }).click();
  await page.getByRole("button", { name: "Wiederherstellung ausführen" }).waitFor();

  expect(await foreignWords(page)).toEqual([]);
  expect(await accessibilityViolations(page)).toEqual([]);
  expect(await scrolledSideways(page)).toEqual([]);
  await saveScreenshot(page, "restore-preview-de-390");
  const preview = new URL(page.url()).pathname;
  await page
    .getByRole("button", { name: /^Unterschiede anzeigen/ })
    .first()
    .click();
  await page
    .getByRole("dialog")
    .getByText(/geändert/)
    .first()
    .waitFor();
  expect(await foreignWords(page)).toEqual([]);
  expect(await accessibilityViolations(page)).toEqual([]);
  await saveScreenshot(page, "restore-differences-de-390", false);
  const reader = await visit({ apiUrl: stack.apiUrl, user: "readonly", path: preview });
  await reader.page.getByText("Carrying out this restore requires the role Manager or Owner.").waitFor();
  expect(await reader.page.getByRole("button", { name: "Carry out restore" }).count()).toBe(0);
  await go(reader.page, set);
  expect(await reader.page.getByRole("button", { name: /Preview restore/ }).count()).toBe(0);
  expect([...mistakes, ...reader.mistakes]).toEqual([]);
});

it("the start panel previews a restore of records chosen by name", async () => {
  const { stack, policies } = await world();
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "manager", path: environment });
  await page.getByRole("button", { name: "Start an operation" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^Operation/ }).click();
  await page
    .getByRole("option", { name: /^Restore/ })
    .first()
    .click();
  await dialog.getByRole("button", { name: /^Backup set/ }).click();
  await page.getByRole("option", { name: /Before the change/ }).click();
  await dialog.getByRole("button", { name: /^Policies/ }).click();
  await page.getByRole("option", { name: policies[0]?.name ?? "" }).click();
  await page.keyboard.press("Escape");
  await saveScreenshot(page, "start-restore", false);
  expect(await dialog.getByText("Preview to execute").count()).toBe(0);
  await dialog.getByRole("button", { name: "Create preview" }).click();

  await page.getByRole("button", { name: `Show differences: ${policies[0]?.name}` }).waitFor();
  await expect.poll(() => page.getByRole("rowheader").count()).toBe(1);
  expect(mistakes).toEqual([]);
});

it("a start keeps its form over a sign-in and shows that it had started", async () => {
  const { stack } = await world();
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "manager", path: environment, ownSession: true });
  const isStart = (url: URL) => url.pathname === "/api/workspaces/acme/operations";
  let sent = 0;
  await page.route(isStart, async (route) => {
    // The console asks a second time with a renewed token before it gives the session up.
    if (route.request().method() !== "POST" || sent > 1) return route.fallback();
    sent += 1;
    await route.fetch();
    return route.fulfill({ status: 401, contentType: "application/json", body: '{"message":"Unauthorized"}' });
  });
  await page.getByRole("button", { name: "Take a backup" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: /^Name/ }).fill("Interrupted backup");
  // A click beside the form takes nothing away.
  await page.mouse.click(5, 5);
  await dialog.getByRole("button", { name: "Start", exact: true }).click();

  const signIn = page.locator('button[value="manager"]');
  const kept = dialog.getByText(/You were signed out during this start/);
  await signIn.or(kept).first().waitFor();
  if (await signIn.isVisible()) await signIn.click();
  await kept.waitFor();
  await expect.poll(() => dialog.getByRole("textbox", { name: /^Name/ }).inputValue()).toBe("Interrupted backup");
  await saveScreenshot(page, "start-interrupted", false);
  await dialog.getByRole("button", { name: "Start", exact: true }).click();

  await page.getByText("Already started:").waitFor();
  expect(sent).toBe(2);
});

it("a policy found by name shows its document, versions and their differences", async () => {
  const { stack, run, policies, changeBoth } = await world();
  const [name = "", id] = [policies[0]?.name, policies[0]?.id];
  const held = await run("tenant.evidence.snapshot.generate");
  await changeBoth("changed between two snapshots");
  await run("policy.sync");
  const evidence = await run("tenant.evidence.snapshot.generate");
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "manager", path: `${environment}/policies` });
  const rows = page.getByRole("rowheader");
  await rows.nth(1).waitFor();
  await page.getByRole("searchbox", { name: "Search by name or id" }).fill(name);
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator("tbody tr").count()).toBe(1);
  await expect.poll(() => new URL(page.url()).searchParams.get("search")).toBe(name);
  await page.getByRole("link", { name }).click();

  await page.getByRole("table", { name: "Document" }).getByText("changed between two snapshots").waitFor();
  await page.getByPlaceholder("Find settings").fill("no such setting");
  await page.getByText("No setting matches this filter.").waitFor();
  await page.getByPlaceholder("Find settings").fill("");
  await page.getByText("Raw record").waitFor();
  await page
    .getByRole("button", { name: /^Compare with the version before/ })
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.locator("ins").getByText("changed between two snapshots").waitFor();
  await dialog
    .getByRole("radio", { name: "Inline" })
    .or(dialog.getByRole("button", { name: "Inline" }))
    .click();
  await dialog.locator('del[data-sign="−"]').first().waitFor();
  await dialog.locator("tr[data-change]").first().focus();
  await page.keyboard.press("n");
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("data-change"))).toBe("changed");
  await saveScreenshot(page, "policy-versions", false);
  await page.keyboard.press("Escape");

  // What two snapshots differ in leads to what the policy differs in.
  await go(page, `${environment}/evidence-snapshots/${evidence.id}`);
  await page.getByText("2 changed, 0 added, 0 removed").waitFor();
  const complete = page.getByRole("table", { name: "Completeness" }).getByText("Complete", { exact: true });
  await expect.poll(() => complete.count()).toBe(3);
  await page.locator(`a[href$="/evidence-snapshots/${held.id}"]`).waitFor();
  await page.getByRole("link", { name }).click();
  await dialog.locator("ins").getByText("changed between two snapshots").waitFor();
  await expect.poll(() => new URL(page.url()).pathname).toBe(`${environment}/policies/${id}`);
  expect(mistakes).toEqual([]);
});
