import { expect, it } from "vitest";
import { de } from "../../console/src/words/de.ts";
import { en } from "../../console/src/words/en.ts";
import { sampleClient, sampleProviderUrls } from "../../local/provider/credentials.ts";
import type { StackDescription } from "../../local/runtime/stack-file.ts";
import { seedSecretName } from "../../local/seed.ts";
import { issueTexts } from "../../shared/presenter/locales/de/problem-texts.ts";
import { apiOf, runOf } from "../scenarios/api.ts";
import { go, navigateTo, settled, visit } from "./chromium.ts";
import { foreignWords } from "./foreign-words.ts";
import { holdTime } from "./page-time.ts";
import { sharedStack } from "./stack.ts";

const prod = { user: "manager", workspaceId: "acme", environmentId: "acme-prod" };
const lab = { ...prod, environmentId: "acme-lab" };
const hub = "/w/acme/operations";

/** A workspace in which the usual work has been done once. */
const world = sharedStack({}, async (stack) => {
  const api = apiOf(stack);
  for (const place of [prod, lab]) {
    for (const type of ["policy.sync", "tenant.evidence.snapshot.generate"]) {
      await api.ended("manager", "acme", runOf(await api.start(place, type)).id);
    }
  }
  return { api };
});

/** Grants or withdraws the consent that the sample provider asks for. */
const consent = ({ provider }: Pick<StackDescription, "provider">, granted: boolean) =>
  fetch(`${provider.origin}/_consent`, { method: "POST", body: JSON.stringify({ granted }) });

it("start form starts a review and shows its end without a reload", async () => {
  const { stack } = await world();
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "manager", path: hub });
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));

  await page.getByRole("button", { name: "Start an operation" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^Operation/ }).click();
  await page.getByRole("option", { name: /Review composition/ }).click();
  await dialog.getByRole("button", { name: /^Environment/ }).click();
  await page.getByRole("option", { name: "Acme lab" }).click();
  await dialog.getByRole("button", { name: "Start", exact: true }).click();
  // The toast follows its run, which may have begun already.
  await page.locator(".toasts").getByRole("link", { name: "Review composition" }).click();

  await page.getByRole("heading", { name: "Review composition", level: 1 }).waitFor();
  await page.locator("main").getByText("Succeeded", { exact: true }).first().waitFor();
  await page.getByRole("link", { name: "Open the review" }).click();
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByRole("dialog").getByText("It cannot be changed afterwards.").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Publish" }).click();
  await page.getByText("The review is published.").waitFor();
  await page.locator("main").getByText("Published", { exact: true }).first().waitFor();

  expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);
  expect(mistakes).toEqual([]);
});

it("the toast of a start that is blocked turns into a warning", async () => {
  const { stack, api } = await world();
  await api.connect(lab, "blocked");
  await consent(stack, false);
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "manager", path: "/w/acme/environments/acme-lab" });
  await page.getByRole("button", { name: "Test: blocked" }).click();
  await page.locator(".toasts [class*=flash-type-warning]").getByText("Blocked:").waitFor();
  expect(await page.locator(".toasts [class*=flash-type-success]").count()).toBe(0);
  expect(await page.locator(".toasts").innerText()).not.toContain("Queued");
  await consent(stack, true);
});

it("a provider problem moves to history once the provider is healthy", async () => {
  const { stack, api } = await world();
  await api.connect(lab, "loop");
  await consent(stack, false);
  const input = { providerConnectionId: "loop" };
  const { id } = runOf(await api.start(lab, "provider.connection.check", { input }));
  await api.ended("manager", "acme", id);
  await consent(stack, true);
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "manager", path: `${hub}?tab=needs_attention` });
  const row = page.locator(`main table a[href$="${id}"]`);
  await row.waitFor();

  await go(page, "/w/acme/environments/acme-lab");
  await page.getByRole("button", { name: "Test: loop" }).click();
  await page.locator(".toasts").getByRole("link", { name: "Provider connection check" }).click();
  await page.locator("main").getByText("Succeeded", { exact: true }).first().waitFor();

  await go(page, `${hub}?tab=needs_attention`);
  await row.waitFor({ state: "detached" });
  await go(page, `${hub}?tab=resolved_history`);
  await row.waitFor();
  await row.click();
  await page.getByRole("heading", { name: "Why" }).waitFor();
  // Only the list of the same work names the later success.
  const verdict = (await page.locator("main").innerText()).split("Same work before and after")[0];
  expect(verdict).not.toContain("Succeeded");
});

it("a connection is added, tested and disabled after confirmation", async () => {
  const { stack } = await world();
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "manager", path: "/w/acme/environments/acme-prod" });
  const row = page.locator("main table tr", { has: page.getByRole("link", { name: "Second tenant" }) });
  const dialog = page.getByRole("dialog");
  const { baseUrl, tokenUrl } = sampleProviderUrls(stack.provider.origin);

  await page.getByRole("button", { name: "Set up a connection" }).click();
  for (const [label, text] of Object.entries({
    Id: "second",
    Name: "Second tenant",
    Provider: "microsoft",
    "Base URL": baseUrl,
    "Token URL": tokenUrl,
    "Client id": sampleClient.clientId,
    "Secret name": seedSecretName({ workspaceId: "acme", environmentId: "acme-prod" }),
  })) {
    await dialog.getByRole("textbox", { name: label, exact: true }).fill(text);
  }
  await dialog.getByRole("button", { name: "Save" }).click();
  await row.waitFor();

  await row.getByRole("button", { name: "Test: Second tenant" }).click();
  await page.locator(".toasts").getByRole("link", { name: "Provider connection check" }).click();
  await page.locator("main").getByText("Succeeded", { exact: true }).first().waitFor();

  await go(page, "/w/acme/environments/acme-prod");
  await row.getByRole("button", { name: "Disable: Second tenant" }).click();
  await dialog.getByText(en.connections.disableMeans).waitFor();
  await dialog.getByRole("button", { name: "Disable" }).click();
  await row.getByText("Disabled").waitFor();
  await row.getByRole("button", { name: "Enable: Second tenant" }).waitFor();
  await row.getByRole("button", { name: "Test: Second tenant" }).waitFor({ state: "detached" });
});

it("a read-only member is offered no start", async () => {
  const { stack } = await world();
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "readonly", path: hub });
  await settled(page);

  expect(await page.getByRole("button", { name: /^(Start|Test|Set up|Take|Compose)( |:|$)/ }).count()).toBe(0);
  await go(page, "/w/acme/environments/acme-prod");
  expect(await page.getByRole("button", { name: /^(Start|Test|Set up|Take|Compose)( |:|$)/ }).count()).toBe(0);
});

it("an outsider gets the page of an absent run", async () => {
  const { stack, api } = await world();
  const [run] = await api.list("manager", "acme");
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "outsider", path: `${hub}/${run?.id}` });

  await page.getByRole("heading", { name: "Not found" }).waitFor();
  const shown = await page.locator("main").innerText();
  expect(shown).toContain(run?.id);
  await go(page, `${hub}/00000000000000000000000000`);
  await expect
    .poll(() => page.locator("main").innerText())
    .toBe(shown.replace(run?.id ?? "", "00000000000000000000000000"));
});

it("console can be operated with the keyboard alone", async () => {
  const { stack } = await world();
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "operator", path: "/w/acme" });
  await settled(page);

  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await page.getByRole("heading", { name: "Operations", level: 1 }).waitFor();
  await page.locator("main table a").first().waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  const focused = page.locator("[data-row-link] a:focus");
  const name = await focused.getAttribute("aria-label");
  expect(name).toMatch(/: Succeeded|: .+/);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Timeline" }).waitFor();
  await expect.poll(async () => name?.includes(await page.locator("main h1").innerText())).toBe(true);
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: "Operations", level: 1 }).waitFor();
  await page.keyboard.press("/");
  await page.locator("#filter input:focus").waitFor();
  await page.locator("#filter input").blur();
  await page.locator('[aria-haspopup][aria-expanded="true"]').waitFor({ state: "detached" });
  await page.keyboard.press("t");
  await page.locator("body.awsui-dark-mode").waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog").getByText("Next and previous row").waitFor();
});

it("a pasted run id opens its run, and a link opens its view", async () => {
  const { stack, api } = await world();
  const [run] = await api.list("manager", "acme");
  const { page } = await visit({
    apiUrl: stack.apiUrl,
    user: "operator",
    path: `${hub}?tab=succeeded&type=policy.sync`,
  });
  await page.locator("main table a").first().waitFor();
  await page.locator("#filter").getByText("Policy sync").first().waitFor();
  await expect.poll(() => page.getByRole("tab", { selected: true }).innerText()).toMatch(/^Succeeded/);

  await page.evaluate((id) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text", `see ${id}`);
    document.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  }, run?.id ?? "");
  await page.getByRole("heading", { name: "Timeline" }).waitFor();
  await expect.poll(() => page.url()).toContain(run?.id);
});

it("operations page names an unknown filter", async () => {
  const { stack } = await world();
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "operator", path: `${hub}?colour=red` });

  await page
    .locator("main")
    .getByText(/colour/)
    .first()
    .waitFor();
  await page.getByRole("button", { name: "Try again" }).waitFor();
});

const badFilters = [
  { value: "outcome=strange", name: de.filter.names.outcome, code: "not_allowed" },
  { value: "status=", name: de.filter.names.status, code: "not_allowed" },
  { value: "from=yesterday", name: de.filter.names.from, code: "wrong_format" },
  { value: "colour=red", name: "", code: "unknown_field" },
] as const;

it("operations page names each invalid filter in German", async () => {
  const { stack } = await world();
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "operator", path: hub, locale: "de-DE" });

  for (const { value, name, code } of badFilters) {
    await navigateTo(page, `${hub}?${value}`);
    const sentence = [name, issueTexts[code]].filter((text) => text !== "").join(": ");
    await page.locator("main").getByText(sentence, { exact: true }).waitFor();
    expect(await foreignWords(page)).toEqual([]);
  }
});

it("a page keeps its last data and their age when a refresh fails", async () => {
  const { stack } = await world();
  const { page, traffic } = await visit({
    apiUrl: stack.apiUrl,
    user: "operator",
    path: hub,
    before: (opened) => opened.clock.install(),
  });
  await page.locator("main table a").first().waitFor();
  const time = await holdTime(page, traffic);
  const oldData = page.getByText(/^Data from .* The latest request failed/);
  const isList = (url: URL) => url.pathname === "/api/workspaces/acme/operations";
  await page.route(isList, (route) => route.abort());
  await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
  await time.passUntil(oldData);
  await page.locator("main table a").first().waitFor();

  await page.unroute(isList);
  await page.getByRole("button", { name: "Try again" }).click();
  await time.passUntilGone(oldData);
});
