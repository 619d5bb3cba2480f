import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { createHandlerDependencies } from "../../functions/worker/handler-dependencies.ts";
import { auditPage } from "../../shared/contract/audit.ts";
import { runPage } from "../../shared/contract/hub.ts";
import { systemRunDetail } from "../../shared/contract/system.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { createEnvironmentReviews } from "../../shared/records/environment-reviews.ts";
import { createRecordStore } from "../../shared/records/record-store.ts";
import { apiOf, runOf } from "../scenarios/api.ts";
import { until } from "../scenarios/until.ts";
import { anActiveSnapshot } from "../support/evidence.ts";
import { go, visit } from "./chromium.ts";
import { manualWorker, type targetOf } from "./manual-worker.ts";
import { sharedStack } from "./stack.ts";

const prod = { user: "owner", workspaceId: "acme", environmentId: "acme-prod" };
const lab = { ...prod, environmentId: "acme-lab" };
const hub = "/w/acme/operations";
const failed = {
  outcome: "failed",
  reasonCode: "run.handler_failed",
  failures: [{ code: "run.handler_failed", message: "The provider could not be reached." }],
} as const;

const compose = "environment.review.compose";

/** No worker runs: each test moves its own runs. */
const world = sharedStack(
  {
    hasWorkers: false,
    lifecycleOverrides: JSON.stringify({ [compose]: { queuedStaleAfterSeconds: 2, closeQueuedAfterSeconds: 3600 } }),
  },
  async (stack) => ({ api: apiOf(stack), hand: manualWorker(stack) }),
);

const rowOf = (page: Page, id: string) => page.locator(`main table tr:has(a[href$="${id}"])`);

/** Presses a button that only leads to a dialog, and answers the dialog that says what would come of it. */
async function dialogOf(page: Page, button: string, consequence: string) {
  await page.locator("main").getByRole("button", { name: button, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(consequence).waitFor();
  return { dialog, confirm: dialog.getByRole("button", { name: button, exact: true }) };
}

it("acknowledging with a note moves an issue from open work to history", async () => {
  const { stack, api, hand } = await world();
  const { id } = await hand.end(await hand.take((await hand.queue(prod, "restore.execute")).id), failed);
  const { actions } = await api.findRun("owner", "acme", id);
  const acknowledge = actions.find(({ action }) => action === "acknowledge");
  const note = "Put right by hand at the provider.";
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: `${hub}?tab=needs_attention` });
  await rowOf(page, id).getByRole("link").first().click();

  const { dialog, confirm } = await dialogOf(page, "Acknowledge", acknowledge?.consequence ?? "nothing was offered");
  // Sentences say what happened; codes are in the closed diagnostics.
  expect(await page.locator("main").innerText()).not.toContain(failed.reasonCode);
  expect(await page.locator("main").textContent()).toContain(failed.reasonCode);
  expect(await confirm.isDisabled()).toBe(true);
  await dialog.getByRole("textbox").fill("why");
  expect(await confirm.isDisabled()).toBe(true);
  await dialog.getByRole("textbox").fill(note);
  await confirm.click();
  await page.locator(".toasts").getByText("Acknowledged.").waitFor();
  await page.locator("main").getByText(note).first().waitFor();
  expect(await page.locator("main").innerText()).toMatch(new RegExp(`owner, .*: ${note}`));

  await go(page, `${hub}?tab=needs_attention`);
  await rowOf(page, id).waitFor({ state: "detached" });
  for (const tab of ["resolved_history", "failed"]) {
    await go(page, `${hub}?tab=${tab}`);
    await rowOf(page, id).getByText("Failed").first().waitFor();
  }
});

it("stop dialog stops a queued run after its consequence is confirmed", async () => {
  const { stack, api } = await world();
  const run = runOf(await api.start(lab, "tenant.evidence.snapshot.generate"));
  const { actions } = await api.findRun("owner", "acme", run.id);
  const cancel = actions.find(({ action }) => action === "cancel");
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "manager", path: `${hub}/${run.id}` });

  const { dialog } = await dialogOf(page, "Stop run", cancel?.consequence ?? "nothing was offered");
  await dialog.getByRole("button", { name: "Keep running" }).click();
  await dialog.waitFor({ state: "detached" });
  expect(await api.findRun("owner", "acme", run.id)).toMatchObject({ status: "queued" });
  const again = await dialogOf(page, "Stop run", cancel?.consequence ?? "nothing was offered");
  await again.confirm.click();
  await page.locator(".toasts").getByText("Cancelled. The run has ended.").waitFor();
  const ended = await api.findRun("owner", "acme", run.id);
  expect(ended).toMatchObject({ status: "completed", outcome: "failed" });
  await page.locator("main").getByText(ended.decisionZone.banner.text).first().waitFor();
  await page.locator("main").getByRole("button", { name: "Stop run" }).waitFor({ state: "detached" });
});

it("a problem moves to resolved history when a later run succeeds", async () => {
  const { stack, api, hand } = await world();
  const queue = () => hand.queue(prod, "policy.sync", { identity: "one line of work" });
  const { id } = await hand.end(await hand.take((await queue()).id), failed);
  const later = await hand.take((await queue()).id);
  const { page } = await visit({
    apiUrl: stack.apiUrl,
    user: "operator",
    path: `${hub}?tab=needs_attention&type=policy.sync`,
    before: (opened) => opened.clock.install(),
  });
  await rowOf(page, id).waitFor();
  await page.locator(`.activity a[href$="${later.id}"]`).waitFor();

  await hand.end(later, { outcome: "succeeded" });
  await until("the later success is known to speak for it", async () => {
    const { needsAttention } = await api.findRun("owner", "acme", id);
    return needsAttention ? undefined : true;
  });
  await page.clock.fastForward(10_000);
  await rowOf(page, id).waitFor({ state: "detached" });

  await go(page, `${hub}?tab=resolved_history&type=policy.sync`);
  await rowOf(page, id).getByText("Failed").first().waitFor();
  await rowOf(page, id).getByRole("link").first().click();
  await page.getByRole("link", { name: "Open the later run" }).click();
  await page.locator(`main[data-page$="${later.id}"]`).waitFor();
});

it("a run that is run again leads to its repetition and advises nothing else", async () => {
  const { stack, api, hand } = await world();
  const { id } = await hand.end(await hand.take(runOf(await api.start(prod, "inventory.sync")).id), failed);
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: `${hub}/${id}` });
  const again = page.locator("main").getByRole("button", { name: "Run again", exact: true });
  await again.click();
  const toRepetition = page.locator("main").getByRole("link", { name: "Open the running repetition" });
  await toRepetition.first().waitFor();
  await again.waitFor({ state: "detached" });

  const repetition = await toRepetition.first().getAttribute("href");
  await hand.end(await hand.take(repetition?.split("/").at(-1) ?? "none"), { outcome: "succeeded" });
  await page.reload();
  await page.getByRole("link", { name: "Open the later run" }).waitFor();
  expect(await toRepetition.or(again).count()).toBe(0);
});

it("the platform marks a run as investigated with an audited reason", async () => {
  const { stack, api, hand } = await world();
  const { id } = await hand.end(
    await hand.take((await hand.queue(lab, "policy.sync", { correlation: "a selection" })).id),
    failed,
  );
  const { actions } = await api.read("platform", `/api/system/operations/${id}`, systemRunDetail);
  const mark = actions.find(({ action }) => action === "mark_investigated");
  const note = "The provider had an outage.";
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "platform", path: "/system/operations?view=failures" });
  await rowOf(page, id).getByRole("link").first().click();

  const { dialog, confirm } = await dialogOf(page, mark?.label ?? "", mark?.consequence ?? "nothing was offered");
  expect(await confirm.isDisabled()).toBe(true);
  await dialog.getByRole("textbox").fill(note);
  await confirm.click();
  await page.locator(".toasts").getByText("Marked as investigated.").waitFor();
  await page.locator("main").getByText("Investigated by platform").waitFor();
  await page.locator("main").getByText(note).first().waitFor();

  await until("the remark is written down", async () => {
    const { items } = await api.read("owner", "/api/workspaces/acme/audit", auditPage);
    return items.find(({ action, resourceId }) => action === "operation_run.triage.investigated" && resourceId === id);
  });
});

const internals = /SQLSTATE|duplicate key|constraint|crash|orphan|arn:|Exception/i;

/** A ready review of a fingerprint, as another run makes it. */
async function aReadyReview(target: ReturnType<typeof targetOf>, place: typeof prod, fingerprint: string) {
  const reviews = createEnvironmentReviews(target);
  const { review } = await reviews.openDraft(place, {
    fingerprint,
    evidenceSnapshotId: "snapshot",
    operationRunId: "another run",
    initiatedByUserId: "owner",
  });
  await reviews.complete(place, review.id, {
    completeness: "complete",
    summary: { policies: 0, settings: 0, sections: 0, gaps: 0 },
    sections: [],
    gaps: [],
  });
  return review.id;
}

it("a stuck run requires manual review when two reviews match it", async () => {
  const { stack, api, hand } = await world();
  await anActiveSnapshot(hand.target, prod);
  const run = runOf(await api.start(prod, compose));
  const { context } = await api.findRun("owner", "acme", run.id);
  const id = await aReadyReview(hand.target, prod, String(context?.fingerprint));
  const records = createRecordStore(hand.target);
  const record = await records.find(prod, "environment-reviews", id);
  await records.put(prod, "environment-reviews", "twin", { ...record, id: "twin" }, "attribute_not_exists(pk)");
  await until("the run is stale", async () =>
    (await api.findRun("owner", "acme", run.id)).freshness === "likely_stale" ? true : undefined,
  );
  const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: `${hub}/${run.id}` });

  const { confirm } = await dialogOf(page, "Look for proof", "Only proof changes the run.");
  await confirm.click();
  await page.locator(".toasts").getByText("The run has ended.").waitFor();
  const ended = await api.findRun("owner", "acme", run.id);
  expect(ended).toMatchObject({ outcome: "blocked", needsAttention: true });
  await page.locator("main").getByText(ended.decisionZone.banner.text).first().waitFor();
  const shown = await page.locator("main").innerText();
  expect(shown).toContain(ended.reconciliationNote ?? "nothing was said");
  expect(shown).not.toMatch(internals);
  await go(page, `${hub}?tab=needs_attention`);
  await rowOf(page, run.id).waitFor();
});

it("a compose run succeeds with the review that another run finished first", async () => {
  const { stack, api, hand } = await world();
  await anActiveSnapshot(hand.target, lab);
  const run = await hand.take(runOf(await api.start(lab, compose)).id);
  const operation = findOperation(compose);
  if (operation === undefined || operation.start === "not_startable") throw new Error("it cannot be started");
  const needs = createHandlerDependencies({
    ...hand.target,
    deployment: "test",
    allowedOrigins: [],
    readSecret: async () => "",
  });
  let twin = "";
  const reviews: typeof needs.reviews = {
    ...needs.reviews,
    // Between the look for a review and making one, the other run is done.
    async openDraft(scope, wanted) {
      twin = await aReadyReview(hand.target, lab, wanted.fingerprint);
      return needs.reviews.openDraft(scope, wanted);
    },
  };
  const { handle } = await operation.start.handle();
  const result = await handle(
    {
      run,
      scope: lab,
      input: operation.input.parse(run.input),
      signal: new AbortController().signal,
      timeLeftMillis: () => 60_000,
      report: async () => {},
      confirm: async () => {},
    },
    { ...needs, reviews },
  );
  if (result.kind !== "ended") throw new Error("a review is composed in one piece");
  await hand.end(run, result);

  const { page } = await visit({ apiUrl: stack.apiUrl, user: "owner", path: `${hub}/${run.id}` });
  await page.locator("main").getByText("Succeeded", { exact: true }).first().waitFor();
  expect(await page.locator("main").innerText()).not.toMatch(internals);
  await page.getByRole("link", { name: "Open the review" }).click();
  await page.locator(`main[data-page$="/environment-reviews/${twin}"]`).waitFor();
  await page.getByRole("heading", { name: "Review", level: 1 }).waitFor();
  const open = await api.read("owner", "/api/workspaces/acme/operations?tab=needs_attention", runPage);
  expect(open.items.map(({ id }) => id)).not.toContain(run.id);
});
