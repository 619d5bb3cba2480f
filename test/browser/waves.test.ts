import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { waves as germanWaves } from "../../console/src/words/de/waves.ts";
import { de } from "../../console/src/words/de.ts";
import { waves as englishWaves } from "../../console/src/words/en/waves.ts";
import { en } from "../../console/src/words/en.ts";
import { sampleClient, sampleProviderUrls } from "../../local/provider/credentials.ts";
import type { StartedStack } from "../../local/runtime/start-stack.ts";
import { seedConnectionId, seedSecretName } from "../../local/seed.ts";
import { queuedAnswer } from "../../shared/contract/runs.ts";
import type { OperationType } from "../../shared/operations/registry.ts";
import { loadTexts, wordsOf } from "../../shared/presenter/locale.ts";
import { apiOf, runOf } from "../scenarios/api.ts";
import { accessibilityViolations } from "./accessibility.ts";
import { go, settled, visit } from "./chromium.ts";
import { saveScreenshot } from "./every-page.ts";
import { foreignWords } from "./foreign-words.ts";
import { scrolledSideways, untidyParts } from "./page-checks.ts";
import { sharedStack } from "./stack.ts";

await loadTexts("de");

const words = { en, de };
const waveWords = { en: englishWaves, de: germanWaves };
const hub = "/w/acme/operations";
const environmentIds = ["branch-1", "branch-2", "branch-3"];
const unknownClient = "00000000-0000-4000-8000-000000000000";

/** A workspace with three branches, the first of which has wrong credentials, and a wave that stopped there. */
async function branches(stack: StartedStack) {
  const api = apiOf(stack);
  const send = (user: string, method: string, path: string, body: unknown) => {
    const headers = { "content-type": "application/json" };
    return api.request(user, `/api/workspaces/acme${path}`, { method, headers, body: JSON.stringify(body) });
  };
  const connect = (environmentId: string, clientId: string = sampleClient.clientId) =>
    send("owner", "PUT", `/environments/${environmentId}/records/provider-connections/${seedConnectionId}`, {
      ...{ provider: "microsoft", displayName: "Sample", clientId, isDefault: true, isEnabled: true },
      ...sampleProviderUrls(stack.provider.origin),
      secretName: seedSecretName({ workspaceId: "acme", environmentId }),
    });
  for (const [at, id] of environmentIds.entries()) {
    await send("owner", "PUT", `/environments/${id}`, { name: `Branch ${at + 1}` });
    await connect(id, at === 0 ? unknownClient : undefined);
  }
  const { text } = await send("manager", "POST", "/waves", { type: "policy.sync", targets: { environmentIds } });
  const { id } = queuedAnswer.parse(JSON.parse(text)).run;
  await api.ended("manager", "acme", id);
  return { connect, stopped: id };
}

const world = sharedStack({}, branches);

/** Opens the start panel for a wave, of policy syncs unless another type is named. */
async function openWave(page: Page, locale: "en" | "de" = "en", type: OperationType = "policy.sync") {
  const { start, wave } = { start: words[locale].start, wave: waveWords[locale].wave };
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: start.open }).click();
  await dialog.getByRole("button", { name: start.type }).click();
  await page.getByRole("option", { name: wordsOf(locale).operations[type] }).click();
  await dialog.getByRole("button", { name: wave.scopes.many }).click();
  return dialog;
}

it("a wave is started in environments that were found by search", async () => {
  const { stack } = await world();
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "manager", path: hub });
  const dialog = await openWave(page);
  const start = dialog.getByRole("button", { name: "Start the wave" });
  expect(await start.isDisabled()).toBe(true);
  await dialog.getByRole("button", { name: /^Environments/ }).click();
  await page.getByPlaceholder("Search by name or id").fill("branch");
  expect(await page.getByRole("option").count()).toBe(3);
  for (const name of ["Branch 2", "Branch 3"]) await page.getByRole("option", { name }).click();
  await page.keyboard.press("Escape");
  await dialog.getByRole("spinbutton", { name: "Canary targets" }).fill("26");
  expect(await start.isDisabled()).toBe(true);
  await dialog.getByRole("spinbutton", { name: "Canary targets" }).fill("0");
  await saveScreenshot(page, "wave-start", false);
  expect(await accessibilityViolations(page)).toEqual([]);
  await start.click();

  await page.getByRole("heading", { name: "Wave: Policy sync", level: 1 }).waitFor();
  await page.getByText("2 of 2 targets succeeded.").first().waitFor();
  await page.getByRole("button", { name: "Succeeded (2)" }).waitFor();
  expect(await page.getByRole("button", { name: "Run again" }).count()).toBe(0);
  expect(mistakes).toEqual([]);
});

it("a wave page lists failed targets first, with links to their runs and back", async () => {
  const { stack, stopped } = await world();
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "readonly", path: `${hub}/${stopped}` });
  const targets = page.getByRole("table", { name: "Targets" });
  await page.getByText("Stopped after a canary target did not succeed").first().waitFor();
  await expect.poll(() => targets.locator("tbody tr").count()).toBe(3);
  expect(await targets.locator("tbody tr").first().innerText()).toMatch(/Failed|Blocked/);
  const attempts = new Set((await page.locator(".timeline").innerText()).match(/attempt \d+/g));
  expect(attempts.size).toBe(await page.locator(".attempt").count());
  expect(await page.getByRole("button", { name: "Run again" }).count()).toBe(0);

  await page.getByRole("button", { name: "Not started (2)" }).click();
  await expect.poll(() => targets.locator("tbody tr").count()).toBe(2);
  await page.getByRole("button", { name: "All (3)" }).click();
  await targets.getByRole("link", { name: "Open the run in Branch 1" }).click();
  await page.getByRole("heading", { name: "Policy sync", level: 1 }).waitFor();
  await page.getByText("manager (wave)").first().waitFor();
  await page.getByRole("link", { name: "Open the wave" }).click();
  await page.getByRole("heading", { name: "Wave: Policy sync", level: 1 }).waitFor();
  expect(mistakes).toEqual([]);
});

it("a wave at work is stopped, and its page says who stopped it", async () => {
  const { stack } = await world();
  const slow = { match: "deviceManagement", delayMillis: 1500, times: 10_000 };
  await fetch(`${stack.provider.origin}/_faults`, { method: "POST", body: JSON.stringify(slow) });
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "manager", path: hub });
  const dialog = await openWave(page);
  await dialog.getByRole("radio", { name: "All environments" }).click();
  await dialog.getByRole("spinbutton", { name: "Canary targets" }).fill("0");
  await dialog.getByRole("spinbutton", { name: "At the same time" }).fill("1");
  await dialog.getByRole("button", { name: "Start the wave" }).click();

  await page.getByRole("button", { name: /^At work/ }).waitFor();
  await page.getByRole("button", { name: "Stop run" }).click();
  await dialog.getByText("No further target starts.").waitFor();
  await dialog.getByRole("button", { name: "Stop run" }).click();
  await page.getByText("Stopped by a person").first().waitFor();
  await fetch(`${stack.provider.origin}/_faults`, { method: "DELETE" });
  await page.getByText("by manager").waitFor();
  await page.getByRole("button", { name: "Run again" }).waitFor();
  expect(mistakes).toEqual([]);
});

it.each([
  { locale: "en-US", theme: "dark" },
  { locale: "de-DE", theme: "light" },
] as const)("wave pages and dialogs pass axe and fit each width in $locale, $theme", async ({ locale, theme }) => {
  const { stack, stopped } = await world();
  const path = `${hub}/${stopped}`;
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "owner", path, locale, theme });
  const look = async (name: string) => {
    expect(await accessibilityViolations(page), name).toEqual([]);
    if (locale === "de-DE") expect(await foreignWords(page), name).toEqual([]);
    await saveScreenshot(page, `${name}-${locale}-${theme}`);
  };
  for (const width of [1440, 1024, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await go(page, path);
    await settled(page);
    await page.locator("main table").first().waitFor();
    expect(await scrolledSideways(page), `${width}`).toEqual([]);
    expect(await untidyParts(page), `${width}`).toEqual([]);
    await look(`wave-${width}`);
  }
  await page.getByRole("button", { name: /^(Run again|Erneut ausführen)$/ }).click();
  await page.getByRole("dialog").waitFor();
  await look("wave-again");
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 1440, height: 900 });
  await go(page, hub);
  await openWave(page, locale === "de-DE" ? "de" : "en");
  await look("wave-start");
  await page.setViewportSize({ width: 390, height: 900 });
  await look("wave-start-390");
  expect(mistakes).toEqual([]);
});

it("a dry wave from the start panel plans policies of a source", async () => {
  const { stack } = await world();
  const api = apiOf(stack);
  const prod = { user: "manager", workspaceId: "acme", environmentId: "acme-prod" };
  await api.ended("manager", "acme", runOf(await api.start(prod, "policy.sync")).id);
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "manager", path: hub });
  const dialog = await openWave(page, "en", "promotion.execute");
  await dialog.getByText("This changes nothing. Each target gets a plan").waitFor();
  await dialog.getByRole("button", { name: /^Environments/ }).click();
  await page.getByRole("option", { name: "Branch 2" }).click();
  await page.keyboard.press("Escape");
  await dialog.getByRole("button", { name: /^Source environment/ }).click();
  await page.getByRole("option", { name: "Acme production" }).click();
  await dialog.getByRole("button", { name: /^Policies/ }).click();
  await page.getByRole("option").first().click();
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 390, height: 900 });
  expect(await accessibilityViolations(page)).toEqual([]);
  await saveScreenshot(page, "wave-dry-start", false);
  await dialog.getByRole("button", { name: "Plan in all targets" }).click();

  await page.getByRole("heading", { name: "Plan of all targets" }).waitFor();
  expect(await scrolledSideways(page)).toEqual([]);
  expect(await accessibilityViolations(page)).toEqual([]);
  await saveScreenshot(page, "wave-dry-page");
  expect(mistakes).toEqual([]);
});

it("a wave of reviewed plans is confirmed by the workspace's name", async () => {
  const { stack, stopped } = await world();
  const { page } = await visit({
    ...{ apiUrl: stack.apiUrl, user: "manager", path: hub },
    // What an ended dry wave states beside its targets.
    async routes(opened) {
      await opened.route("**/waves/*/targets*", async (route) => {
        // Asked for anew, so that there always is a body.
        const { "if-none-match": _, ...headers } = route.request().headers();
        const response = await route.fetch({ headers });
        const body = await response.json();
        await route.fulfill({ response, json: { ...body, wave: { ...body.wave, hasPlan: true } } });
      });
      const changes = { creates: 1, updates: 40, deletes: 0, keeps: 7 };
      const refused = { code: "approval_refused", reason: "Another person has refused the plan." };
      await opened.route("**/waves/*/plan", (route) =>
        route.fulfill({
          json: {
            ...{ digest: "d0", targets: 3, changes, checkedAt: "2026-03-01T12:00:00.000Z" },
            ready: { digest: "d1", targets: 2, changes, expiresAt: null },
            leftOut: [{ environmentId: "branch-3", environmentName: "Branch 3", planId: stopped, ...refused }],
          },
        }),
      );
    },
  });
  await go(page, `${hub}/${stopped}`);
  const dialog = page.getByRole("dialog");
  await page.getByText("1 of 3 plans cannot be executed now and are left out.").waitFor();
  await page.getByText("Another person has refused the plan.").waitFor();
  await saveScreenshot(page, "wave-plan");
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.getByRole("button", { name: "Execute the plans" }).click();
  const execute = dialog.getByRole("button", { name: "Execute in 2 targets" });
  await dialog.getByRole("textbox", { name: "Type this name to confirm: Acme" }).fill("acme");
  expect(await execute.isDisabled()).toBe(true);
  await dialog.getByText("1 environment is left out.").waitFor();
  await dialog.getByRole("textbox", { name: "Type this name to confirm: Acme" }).fill("Acme");
  await saveScreenshot(page, "wave-plan-execute", false);
  expect(await accessibilityViolations(page)).toEqual([]);

  const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/waves"));
  await execute.click();
  expect((await sent).postDataJSON()).toMatchObject({
    targets: { plannedBy: stopped, planDigest: "d1", confirmation: "Acme" },
    canary: 1,
  });
  // The API knows that this wave has planned nothing, and the dialog says so.
  await dialog
    .getByText(/must be the id of a wave that planned this type/)
    .first()
    .waitFor();
});

it("a wave is run again in the targets that did not succeed", async () => {
  const { stack, stopped, connect } = await world();
  await connect("branch-1");
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "manager", path: `${hub}/${stopped}` });
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Run again" }).click();
  await dialog.getByRole("checkbox", { name: "Not started (2)" }).click();
  await dialog.getByRole("button", { name: "Start the wave" }).click();

  await page.getByText("1 of 1 target succeeded.").first().waitFor();
  const own = new URL(page.url()).pathname;
  expect(own).not.toBe(`${hub}/${stopped}`);
  await page.getByRole("link", { name: "Open the earlier run" }).click();
  await page.getByText("Stopped after a canary target did not succeed").first().waitFor();
  await go(page, `${hub}?tab=all&type=operations.wave`);
  const listed = page.getByRole("link", { name: /^Wave: Policy sync/ });
  for (const path of [own, `${hub}/${stopped}`]) {
    await listed
      .and(page.locator(`a[href^="${path}"]`))
      .first()
      .waitFor();
  }
  const rows = page.locator("main table [data-row-link]");
  await go(page, hub);
  await page.locator("main table").getByText("Succeeded: 1 of 1 targets").first().waitFor();
  const folded = await rows.count();
  await page.getByRole("link", { name: "List targets" }).click();
  await page.getByRole("link", { name: "Fold targets into their waves" }).waitFor();
  await expect.poll(() => rows.count()).toBeGreaterThan(folded);
  expect(mistakes).toEqual([]);
});
