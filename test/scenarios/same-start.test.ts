import { expect, it } from "vitest";
import { apiOf, runOf } from "./api.ts";
import { expectGoodLines } from "./log-lines.ts";
import { messageCounts } from "./queues.ts";
import { stackForTest } from "./stacks.ts";
import { until } from "./until.ts";

const place = { user: "operator", workspaceId: "acme", environmentId: "acme-lab" };

it("twenty concurrent identical starts make one run and one execution", async () => {
  // Without workers no run ends between two of the starts, even on a slow machine.
  const stack = await stackForTest({ hasWorkers: false });
  const api = apiOf(stack);
  const answers = await Promise.all(Array.from({ length: 20 }, () => api.start(place, "provider.connection.check")));

  const results = answers.map(({ result }) => result).sort();
  expect(results).toEqual([...Array.from({ length: 19 }, () => "already_running"), "queued"]);
  const ids = new Set(answers.map((answer) => runOf(answer).id));
  expect(ids.size).toBe(1);
  const [runId = ""] = ids;

  await stack.switchTriggers({ hasWorkers: true });
  const run = await api.ended("operator", "acme", runId);
  expect(run.transitions.map(({ to, source }) => ({ to, source }))).toEqual([
    { to: "queued", source: "start" },
    { to: "running", source: "worker" },
    { to: "completed", source: "worker" },
  ]);
  expect((await api.list("operator", "acme")).map(({ id }) => id)).toEqual([runId]);
  await until("no queue holds a message", async () =>
    Object.keys(await messageCounts(stack)).length === 0 ? true : undefined,
  );
  expect(expectGoodLines(stack)["worker-short: delivery settled"]).toBe(1);
});
