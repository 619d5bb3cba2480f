import { expect, it } from "vitest";
import { apiOf, runOf } from "./api.ts";
import { stackForTest } from "./stacks.ts";

const place = { user: "operator", workspaceId: "acme", environmentId: "acme-lab" };

it("makes one run and one execution of twenty identical starts at once", { timeout: 120_000 }, async () => {
  const api = apiOf(await stackForTest());
  // The provider lets the only execution wait while the starts come in, and then refuses it for good.
  await api.fault({ match: "GET /beta/", status: 429, times: 1, retryAfterSeconds: 5 });
  await api.fault({ match: "GET /beta/", status: 403, times: 100 });

  const answers = await Promise.all(Array.from({ length: 20 }, () => api.start(place, "provider.connection.check")));

  const results = answers.map(({ result }) => result).sort();
  expect(results).toEqual([...Array.from({ length: 19 }, () => "already_running"), "queued"]);
  const ids = new Set(answers.map((answer) => runOf(answer).id));
  expect(ids.size).toBe(1);
  const [runId = ""] = ids;
  const run = await api.ended("operator", "acme", runId);
  expect(run.transitions.map(({ to, source }) => ({ to, source }))).toEqual([
    { to: "queued", source: "start" },
    { to: "running", source: "worker" },
    { to: "completed", source: "worker" },
  ]);
  expect((await api.list("operator", "acme")).map(({ id }) => id)).toEqual([runId]);
  // One request was throttled, one refused; a second execution would have made a third.
  expect(await api.faultsLeft()).toMatchObject([{ times: 99 }]);
});
