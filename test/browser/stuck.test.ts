import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { StackDescription } from "../../local/runtime/stack-file.ts";
import { systemClock } from "../../shared/clock.ts";
import { randomIds } from "../../shared/ids.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import { createRunService } from "../../shared/ledger/run-service.ts";
import { createEnvironmentReviews } from "../../shared/records/environment-reviews.ts";
import { apiOf, runOf } from "../scenarios/api.ts";
import { until } from "../scenarios/until.ts";
import { anActiveSnapshot } from "../support/evidence.ts";
import { localAws } from "../support/table.ts";
import { go, settled, visit } from "./chromium.ts";
import { sharedStack } from "./stack.ts";

const acme = { user: "owner", workspaceId: "acme" };
const globex = { user: "outsider", workspaceId: "globex", environmentId: "globex-prod" };
const hub = "/w/acme/operations";

/** Nobody takes what is queued: each test moves its own run, by the seam that workers use. */
const world = sharedStack(
  {
    hasWorkers: false,
    lifecycleOverrides: JSON.stringify({
      "provider.connection.check": { queuedStaleAfterSeconds: 2, closeQueuedAfterSeconds: 3600 },
    }),
  },
  async (stack) => ({ api: apiOf(stack), target: targetOf(stack) }),
);

function targetOf({ endpoints: { dynamodb: endpoint }, tableName }: StackDescription) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, ...localAws }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return { client, tableName, clock: systemClock, ids: randomIds };
}

/** The requests a page makes to the API from now on, with what came of each. */
function requestsOf(page: Page) {
  const seen: { readonly path: string; readonly status: number }[] = [];
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith("/api/")) seen.push({ path: pathname, status: response.status() });
  });
  return seen;
}

it("calls a stale run stale on the hint, in the list and on its page, and reassures nowhere", async () => {
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
  await row.waitFor();
  expect(await row.innerText()).toContain(word);
  await page.locator(`.activity a[href$="${id}"]`).waitFor();
  expect(await page.locator(".activity").innerText()).toContain(word);
  expect(await page.locator('.activity [role="progressbar"]').count()).toBe(0);
  await go(page, `${hub}/${id}`);
  expect(await page.locator("main").innerText()).toContain(word);
  expect(await page.locator('main [class*="type-success"], main [role="progressbar"]').count()).toBe(0);
});

it("shows one run queued, running and done on the same page, and asks once in ten seconds meanwhile", async () => {
  const { stack, api, target } = await world();
  const start = await api.start(globex, "policy.sync");
  const { id } = runOf(start);
  const { page } = await visit({
    apiUrl: stack.apiUrl,
    user: "outsider",
    path: `/w/globex/operations`,
    before: (opened) => opened.clock.install(),
  });
  await settled(page);
  await page.locator("main table").getByText("Queued").first().waitFor();
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  await page.clock.pauseAt(Date.now() + 1_000);
  const requests = requestsOf(page);
  const beat = async () => {
    const answered = page.waitForResponse((response) => response.url().includes("/api/"));
    await page.clock.runFor(10_000);
    await answered;
  };

  await beat();
  await beat();
  await beat();
  expect(requests).toEqual(
    Array.from({ length: 3 }, () => ({ path: "/api/workspaces/globex/operations", status: 304 })),
  );

  const service = createRunService(target);
  const [found] = await createRunQueries(target).getRuns([id]);
  if (found === undefined) throw new Error("the run that was started is gone");
  const claimed = await service.claim(
    {
      runId: id,
      type: found.type,
      workspaceId: "globex",
      environmentId: "globex-prod",
      queue: found.context.dispatch?.queue ?? "",
      version: found.context.dispatch?.correlationVersion ?? 1,
    },
    { messageId: "message", receiveCount: 1, claimToken: "token", remainingSeconds: 600 },
  );
  expect(claimed.outcome).toBe("written");
  await page.clock.resume();
  await page.locator("main table").getByText("Running").first().waitFor();

  const [running] = await createRunQueries(target).getRuns([id]);
  if (running === undefined) throw new Error("the run that was claimed is gone");
  await service.finish(running, { outcome: "succeeded", source: "worker" }, "attempt");
  await page.locator("main table").getByText("Succeeded").first().waitFor();
  await page.locator(".activity:empty").waitFor({ state: "attached" });
  expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);

  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 30_000);
  requests.length = 0;
  await page.clock.runFor(60_000);
  expect(requests).toEqual([]);
});

it("tells a success that was proven as one, who was waited for before, and what a second start finds", async () => {
  const { stack, api, target } = await world();
  const place = { ...acme, environmentId: "acme-lab" };
  await anActiveSnapshot(target, place);
  const { id } = runOf(await api.start(place, "environment.review.compose"));
  const again = await api.start(place, "environment.review.compose");
  expect(again).toMatchObject({ result: "already_running", run: { id } });
  const { context } = await api.findRun("owner", "acme", id);
  const reviews = createEnvironmentReviews(target);
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
  const told = await page.locator("main").innerText();
  expect(told).toContain(ended.decisionZone.banner.text);
  expect(told).toContain(ended.reconciliationNote ?? "nothing was said");
  expect(told).not.toMatch(/SQLSTATE|duplicate key|arn:|Exception/);

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
