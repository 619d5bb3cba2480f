import { expect, it } from "vitest";
import type { StartedStack } from "../../local/runtime/start-stack.ts";
import { catalog } from "../../shared/contract/catalog.ts";
import { me } from "../../shared/contract/people.ts";
import { recordPage } from "../../shared/contract/record-answer.ts";
import type { RunDetail } from "../../shared/contract/runs.ts";
import { exportedPolicies } from "../support/exported-policies.ts";
import { type Api, apiOf, runOf, withoutActionability } from "./api.ts";
import { descendantsOf, isAlive } from "./processes.ts";
import { dataDirForTest, printed, stackForTest } from "./stacks.ts";
import { until } from "./until.ts";

const records = "/api/workspaces/acme/environments/acme-prod/records";

it("a newcomer reaches a ready review, and a restart keeps it", async () => {
  const dataDir = dataDirForTest();
  const stack = await stackForTest({ dataDir });
  const api = apiWithPrintedTokens(stack);

  expect((await fetch(`${stack.apiUrl}/api/health`)).status).toBe(200);
  expect((await api.read("operator", "/api/me", me)).workspaces.map(({ id }) => id)).toEqual(["acme"]);
  expect((await api.read("operator", "/api/catalog", catalog)).items.map(({ type }) => type)).toContain("policy.sync");
  const runs = await fromCheckToReview(api);
  expect(runs.map(({ type, outcome, summaryCounts: { total } }) => ({ type, outcome, total }))).toEqual([
    { type: "provider.connection.check", outcome: "succeeded", total: undefined },
    { type: "policy.sync", outcome: "succeeded", total: 12 },
    { type: "tenant.evidence.snapshot.generate", outcome: "succeeded", total: 12 },
    { type: "environment.review.compose", outcome: "succeeded", total: 12 },
  ]);
  const reviews = await api.read("manager", `${records}/environment-reviews`, recordPage);
  expect(reviews.items).toMatchObject([{ status: "ready", operationRunId: runs.at(-1)?.id }]);

  const processes = descendantsOf(stack.pid);
  process.kill(stack.pid, "SIGINT");
  await until("the stack and all of its processes are gone after Ctrl-C", async () =>
    [stack.pid, ...processes].some(isAlive) ? undefined : true,
  );
  await expect(fetch(stack.endpoints.dynamodb)).rejects.toThrow();

  const again = apiOf(await stackForTest({ dataDir }));
  const kept = await Promise.all(runs.map(({ id }) => again.findRun("manager", "acme", id)));
  expect(kept.map(withoutActionability)).toEqual(runs.map(withoutActionability));
  expect((await again.read("manager", `${records}/environment-reviews`, recordPage)).items).toEqual(reviews.items);
});

it("the stack syncs 87 exported policies and composes a ready review", async (context) => {
  const providerDataDir = exportedPolicies(context);
  const api = apiOf(await stackForTest({ providerDataDir }));

  const [, sync, evidence, review] = await fromCheckToReview(api);

  expect(sync).toMatchObject({ outcome: "succeeded", summaryCounts: { total: 87, created: 87 } });
  expect(evidence).toMatchObject({ outcome: "succeeded", summaryCounts: { policies: 87 } });
  expect(review).toMatchObject({ outcome: "succeeded", summaryCounts: { policies: 87 } });
  const { items } = await api.read("manager", `${records}/environment-reviews`, recordPage);
  expect(items).toMatchObject([{ status: "ready" }]);
});

/** The four operations of the README's tour on `acme-prod`, one after the other. */
async function fromCheckToReview(api: Api): Promise<RunDetail[]> {
  const steps = [
    { user: "operator", type: "provider.connection.check" },
    { user: "operator", type: "policy.sync" },
    { user: "manager", type: "tenant.evidence.snapshot.generate" },
    { user: "manager", type: "environment.review.compose" },
  ];
  const ended: RunDetail[] = [];
  for (const { user, type } of steps) {
    const answer = await api.start({ user, workspaceId: "acme", environmentId: "acme-prod" }, type);
    expect(answer.result).toBe("queued");
    ended.push(await api.ended(user, "acme", runOf(answer).id));
  }
  return ended;
}

/** Uses tokens as `npm run -s token` prints them. */
const apiWithPrintedTokens = (stack: StartedStack) => apiOf(stack, (user) => printed(stack, "token", user));
