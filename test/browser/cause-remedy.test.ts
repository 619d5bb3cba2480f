import { expect, it } from "vitest";
import { seedConnectionId } from "../../local/seed.ts";
import { providerConnectionWrite } from "../../shared/contract/records.ts";
import { apiOf, runOf } from "../scenarios/api.ts";
import { accessibilityViolations } from "./accessibility.ts";
import { go, visit } from "./chromium.ts";
import { saveScreenshot, scrolledSideways } from "./every-page.ts";
import { sharedStack } from "./stack.ts";

const place = { user: "owner", workspaceId: "acme", environmentId: "acme-lab" };
const connection = `/api/workspaces/acme/environments/acme-lab/records/provider-connections/${seedConnectionId}`;

const settings = providerConnectionWrite.strip();

/** A lab whose connection its owner has disabled, with a run that this blocked. */
const world = sharedStack({}, async (stack) => {
  const api = apiOf(stack);
  const stored = await api.read("owner", connection, settings.loose());
  await api.request("owner", connection, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...settings.parse(stored), isEnabled: false }),
  });
  const { id } = runOf(await api.start(place, "policy.sync"));
  await api.ended("owner", "acme", id);
  return { id };
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
  await page.getByRole("button", { name: "Run again" }).waitFor();
  expect(await enable.count()).toBe(0);
  expect(mistakes).toEqual([]);
});
