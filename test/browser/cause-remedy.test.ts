import { expect, it } from "vitest";
import type { StartedStack } from "../../local/runtime/start-stack.ts";
import { seedConnectionId } from "../../local/seed.ts";
import { providerConnectionWrite } from "../../shared/contract/provider-connections.ts";
import { apiOf, runOf } from "../scenarios/api.ts";
import { accessibilityViolations } from "./accessibility.ts";
import { go, visit } from "./chromium.ts";
import { saveScreenshot } from "./every-page.ts";
import { scrolledSideways } from "./page-checks.ts";
import { sharedStack } from "./stack.ts";

const place = { user: "owner", workspaceId: "acme", environmentId: "acme-lab" };
const connection = `/api/workspaces/acme/environments/acme-lab/records/provider-connections/${seedConnectionId}`;

const settings = providerConnectionWrite.strip();

async function disable(stack: StartedStack, environmentId: string): Promise<void> {
  const api = apiOf(stack);
  const path = connection.replace("acme-lab", environmentId);
  const stored = await api.read("owner", path, settings.loose());
  await api.request("owner", path, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...settings.parse(stored), isEnabled: false }),
  });
}

/** A lab whose connection its owner has disabled, with a run that this blocked. */
const world = sharedStack({}, async (stack) => {
  const api = apiOf(stack);
  await disable(stack, "acme-lab");
  const { id } = runOf(await api.start(place, "policy.sync"));
  await api.ended("owner", "acme", id);
  return { id };
});

it.each([
  { locale: "en-US", text: 'Provider connection "Sample provider" is disabled.' },
  { locale: "de-DE", text: "Die Anbieterverbindung „Sample provider“ ist deaktiviert." },
] as const)("overview in $locale leads to a disabled connection that blocks no run", async ({ locale, text }) => {
  const { stack } = await world();
  await disable(stack, "acme-prod");
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: "/w/acme", locale });
  const link = page.locator('main table a[href*="acme-prod/provider-connections"]', { hasText: text });
  await link.waitFor();
  await saveScreenshot(page, `disabled-overview-${locale}`);
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 900 });
  expect(await scrolledSideways(page)).toEqual([]);
  await link.click();
  await page.locator('main[data-page*="provider-connections"]').waitFor();
  expect(mistakes).toEqual([]);
});

it("a disabled connection is enabled and checked where its cause is shown", async () => {
  const { stack, id } = await world();
  const readonly = await visit({ apiUrl: stack.apiUrl, user: "readonly", path: `/w/acme/operations/${id}` });
  await readonly.page.getByText("A manager or owner can change the connection.").waitFor();
  expect(await readonly.page.getByRole("button", { name: /^Enable and check/ }).count()).toBe(0);

  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "manager", path: "/w/acme/inbox" });
  const enable = page.getByRole("button", { name: /^Enable and check/ });
  await enable.waitFor();
  await saveScreenshot(page, "remedy-inbox");
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 900 });
  await saveScreenshot(page, "remedy-inbox-390");
  expect(await scrolledSideways(page)).toEqual([]);
  await page.setViewportSize({ width: 1400, height: 900 });

  await go(page, `/w/acme/operations/${id}`);
  await saveScreenshot(page, "remedy-run");
  await enable.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Enables the connection and starts a check of it.").waitFor();
  await saveScreenshot(page, "remedy-dialog");
  await dialog.getByRole("button", { name: "Enable and check" }).click();
  await page.locator(".toasts").getByRole("link", { name: "Provider connection check" }).click();
  await page.locator("main").getByText("Succeeded", { exact: true }).first().waitFor();
  await go(page, `/w/acme/operations/${id}`);
  const again = page.getByRole("button", { name: "Run again" });
  await again.waitFor();
  expect(await enable.count()).toBe(0);

  // A read-only check asks nothing before it is repeated, and its page no longer advises to repeat it.
  await again.click();
  await page.locator(".toasts").getByRole("link", { name: "Policy sync" }).click();
  await page.locator("main").getByText("Succeeded", { exact: true }).first().waitFor();
  expect(new URL(page.url()).pathname).not.toContain(id);
  expect(await dialog.count()).toBe(0);
  await go(page, `/w/acme/operations/${id}`);
  await again.waitFor({ state: "detached" });
  expect(mistakes).toEqual([]);
});
