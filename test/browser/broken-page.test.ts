import type { Page } from "playwright-core";
import { expect, it, onTestFinished } from "vitest";
import { seedConnectionId } from "../../local/seed.ts";
import { apiOf, runOf } from "../scenarios/api.ts";
import { go, visit } from "./chromium.ts";
import { sharedStack } from "./stack.ts";

const prod = { user: "owner", workspaceId: "acme", environmentId: "acme-prod" };
const boom = "2026-99-99T boom";

const world = sharedStack({}, async (stack) => {
  const api = apiOf(stack);
  const { id } = runOf(await api.start(prod, "policy.sync"));
  await api.ended("owner", "acme", id);
  return {
    run: `/w/acme/operations/${id}`,
    connection: `/w/acme/environments/acme-prod/provider-connections/${seedConnectionId}`,
  };
});

/** Changes every answer whose address ends so. */
async function changeAnswers(
  page: Page,
  ending: RegExp,
  change: (body: Record<string, unknown>) => object,
): Promise<void> {
  onTestFinished(() => page.unrouteAll({ behavior: "ignoreErrors" }));
  await page.route(ending, async (route) => {
    const response = await route.fetch({ headers: { ...route.request().headers(), "if-none-match": "" } });
    await route.fulfill({ response, json: change(await response.json()) });
  });
}

it("a stored text in the shape of a date is shown as it is", async () => {
  const { stack, connection } = await world();
  const { page, mistakes } = await visit({
    apiUrl: stack.apiUrl,
    user: "owner",
    path: connection,
    routes: (opened) =>
      changeAnswers(opened, /\/api\/.*\/records\/provider-connections\/[^/]+$/, (body) => ({
        ...body,
        displayName: boom,
        clientId: boom,
        lastHealthCheckAt: boom,
      })),
  });

  const shown = async () => ((await page.locator("#page").textContent()) ?? "").split(boom).length - 1;

  await expect.poll(shown).toBeGreaterThanOrEqual(3);
  expect(mistakes).toEqual([]);
});

it("a page with a rendering error reports it and leaves other pages usable", async () => {
  const { stack, run } = await world();
  const { page } = await visit({
    apiUrl: stack.apiUrl,
    user: "owner",
    path: run,
    routes: (opened) =>
      changeAnswers(opened, /\/api\/.*\/operations\/[0-9A-Z]{26}$/, (body) => ({ ...body, transitions: null })),
  });

  await page.getByText("This page cannot be shown").waitFor();
  await page.getByRole("heading", { name: "Run", level: 1 }).waitFor();
  await page.getByRole("button", { name: "Load again" }).waitFor();

  await go(page, "/w/acme/operations");
  await page.getByRole("heading", { name: "Operations", level: 1 }).waitFor();
});
