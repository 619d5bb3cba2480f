import { expect, it } from "vitest";
import { createEnvironmentReviews } from "../../shared/records/environment-reviews.ts";
import { apiOf, runOf } from "../scenarios/api.ts";
import { until } from "../scenarios/until.ts";
import { anActiveSnapshot } from "../support/evidence.ts";
import { go, settled, visit } from "./chromium.ts";
import { manualWorker } from "./manual-worker.ts";
import { holdTime } from "./page-time.ts";
import { sharedStack } from "./stack.ts";

const acme = { user: "owner", workspaceId: "acme" };
const globex = { user: "outsider", workspaceId: "globex", environmentId: "globex-prod" };
const hub = "/w/acme/operations";

/** No worker runs: each test moves its own run through the interface that workers use. */
const world = sharedStack(
  {
    hasWorkers: false,
    lifecycleOverrides: JSON.stringify({
      "provider.connection.check": { queuedStaleAfterSeconds: 2, closeQueuedAfterSeconds: 3600 },
    }),
  },
  async (stack) => ({ api: apiOf(stack), hand: manualWorker(stack) }),
);

it("a stale run is shown as stale on hint, list and page", async () => {
  const { stack, api } = await world();
  const place = { ...acme, environmentId: "acme-prod" };
  const { id } = runOf(await api.start(place, "provider.connection.check"));
  const stale = await until(`run ${id} is stale`, async () => {
    const run = await api.findRun("owner", "acme", id);
    return run.freshness === "likely_stale" ? run : undefined;
  });
  const word = stale.state.label;
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "operator", path: `${hub}?tab=stale` });
  await settled(page);

  const row = page.locator(`main table tr:has(a[href$="${id}"])`);
  await row.getByText(word).first().waitFor();
  await page.locator(`.activity a[href$="${id}"]`).waitFor();
  await page.locator(".activity").getByText(word).first().waitFor();
  expect(await page.locator('.activity [role="progressbar"]').count()).toBe(0);
  await go(page, `${hub}/${id}`);
  await page.locator("main").getByText(word).first().waitFor();
  expect(await page.locator('main [class*="type-success"], main [role="progressbar"]').count()).toBe(0);
});

it("a run page follows queued, running and succeeded with bounded polling", async () => {
  const { stack, api, hand } = await world();
  const { id } = runOf(await api.start(globex, "policy.sync"));
  const { page, traffic } = await visit({
    apiUrl: stack.apiUrl,
    user: "outsider",
    path: "/w/globex/operations",
    before: (opened) => opened.clock.install(),
  });
  const shown = page.locator("main table");
  await shown.getByText("Queued").first().waitFor();
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  const time = await holdTime(page, traffic);
  const pass = async (seconds: number) => (await time.pass(seconds)).map(({ path, status }) => `${status} ${path}`);
  const list = "/api/workspaces/globex/operations";
  for (let beat = 0; beat < 3; beat++) expect(await pass(10)).toEqual([`304 ${list}`]);

  const taken = await hand.take(id);
  await time.passUntil(shown.getByText("Running"));
  await hand.end(taken, { outcome: "succeeded" });
  await time.passUntil(shown.getByText("Succeeded"));
  await time.passUntil(page.locator(".activity:empty"));
  expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);

  // What follows from an end may be stored a moment later: there is a second look, and then one a minute.
  expect(await pass(12)).toContain(`304 ${list}/summary`);
  // The second look has restarted the minute of everything but the activity line.
  // Answers arrive in real time, so the page plans its next request between two passes.
  const atRest: string[] = [];
  for (let step = 0; step < 8; step++) atRest.push(...(await pass(10)));
  const asked = atRest.filter((one) => one === `304 ${list}`).length;
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThanOrEqual(2);
});

it("a proven success shows its proof and answers a second start", async () => {
  const { stack, api, hand } = await world();
  const place = { ...acme, environmentId: "acme-lab" };
  await anActiveSnapshot(hand.target, place);
  const { id } = runOf(await api.start(place, "environment.review.compose"));
  const again = await api.start(place, "environment.review.compose");
  expect(again).toMatchObject({ result: "already_running", run: { id } });
  const { context } = await api.findRun("owner", "acme", id);
  const reviews = createEnvironmentReviews(hand.target);
  const { review } = await reviews.openDraft(place, {
    fingerprint: String(context?.fingerprint),
    evidenceSnapshotId: "snapshot",
    operationRunId: id,
    initiatedByUserId: "owner",
  });
  await reviews.complete(place, review.id, {
    completeness: "complete",
    summary: { policies: 0, settings: 0, sections: 0, gaps: 0 },
    sections: [],
    gaps: [],
  });
  await api.request("owner", `/api/workspaces/acme/operations/${id}/reconcile`, { method: "POST" });
  const ended = await api.findRun("owner", "acme", id);
  expect(ended).toMatchObject({ status: "completed", outcome: "succeeded", isReconciled: true });

  const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: `${hub}/${id}` });
  await settled(page);
  const shown = () => page.locator("main").innerText();
  await expect.poll(shown).toContain(ended.decisionZone.banner.text);
  await expect.poll(shown).toContain(ended.reconciliationNote ?? "nothing was said");
  expect(await shown()).not.toMatch(/SQLSTATE|duplicate key|arn:|Exception/);

  await go(page, hub);
  await page.getByRole("button", { name: "Start an operation" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^Operation/ }).click();
  await page.getByRole("option", { name: /Review composition/ }).click();
  await dialog.getByRole("button", { name: /^Environment/ }).click();
  await page.getByRole("option", { name: "Acme lab" }).click();
  await dialog.getByRole("button", { name: "Start", exact: true }).click();
  await page.getByText("Already available:").waitFor();
  await page.locator(".toasts").getByRole("link", { name: "Open it" }).click();
  await page.getByRole("heading", { name: "Review", level: 1 }).waitFor();
});
