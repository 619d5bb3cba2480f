import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import * as z from "zod";
import { canaryPlace } from "../../infra/canary-place.ts";
import { canaryClient } from "../../local/identity/configuration.ts";
import { issuerKinds } from "../../local/identity/issuer-kinds.ts";
import type { StartedStack } from "../../local/runtime/start-stack.ts";
import { apiOf } from "./api.ts";
import { expectGoodLines } from "./log-lines.ts";
import { stackForTest } from "./stacks.ts";
import { until } from "./until.ts";

const metricLine = z.object({ service: z.literal("canary"), _aws: z.unknown() }).catchall(z.unknown());
const page = z.looseObject({ items: z.array(z.looseObject({ outcome: z.string() })) });

/** Invokes the canary once, and returns the metrics that it wrote to its log. */
async function metricsOf(stack: StartedStack) {
  const { hasFailed } = await stack.invoke("canary");
  expect(hasFailed).toBe(false);
  const lines = await until("the canary's metric is logged", async () => {
    const text = readFileSync(path.join(stack.dataDir, "log", "canary.jsonl"), "utf8");
    const found = text
      .split("\n")
      .slice(0, -1)
      .flatMap((line) => metricLine.safeParse(JSON.parse(line)).data ?? []);
    return found.length > 0 ? found : undefined;
  });
  expectGoodLines(stack);
  return lines.map(({ canary_succeeded: succeeded, canary_failed: failed, step }) => ({ succeeded, failed, step }));
}

it.each(issuerKinds)("the canary succeeds with a %s issuer in its own workspace only", async (issuerKind) => {
  const stack = await stackForTest({ issuerKind, hasSchedules: false });

  const metrics = await until("the canary succeeds", async () => {
    const all = await metricsOf(stack);
    return all.some(({ succeeded }) => succeeded === 1) ? all : undefined;
  });
  // On a busy machine a run may take longer than the canary waits; the next one then finds the same run.
  expect(metrics.at(-1)).toEqual({ succeeded: 1 });
  for (const earlier of metrics.slice(0, -1)) expect(earlier).toEqual({ failed: 1, step: "run" });

  const { request } = apiOf(stack);
  const listed = await request(canaryClient.id, `/api/workspaces/${canaryPlace.workspace}/operations`);
  expect(page.parse(JSON.parse(listed.text)).items.map(({ outcome }) => outcome)).toContain("succeeded");
  expect((await request(canaryClient.id, "/api/workspaces/acme/operations")).status).toBe(404);
  expect((await request("owner", `/api/workspaces/${canaryPlace.workspace}/operations`)).status).toBe(404);
});

it("the canary reports a failed run when no worker takes its message", async () => {
  const stack = await stackForTest({ hasWorkers: false, hasSchedules: false });

  expect(await metricsOf(stack)).toEqual([{ failed: 1, step: "run" }]);
});
