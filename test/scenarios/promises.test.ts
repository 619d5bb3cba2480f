import { expect, it } from "vitest";
import { promiseMatrix } from "../../shared/contract/promises.ts";
import { apiOf, runOf } from "./api.ts";
import { stackForTest } from "./stacks.ts";
import { until } from "./until.ts";

const promises = "/api/workspaces/acme/promises";
const prod = { user: "owner", workspaceId: "acme", environmentId: "acme-prod" };
const withinSeconds = 60;

it("a promise breaks at its deadline when the sweep and the schedules are stopped", async () => {
  const api = apiOf(await stackForTest({ hasSchedules: false }));
  const { id } = runOf(await api.start(prod, "provider.connection.check"));
  await api.ended("owner", "acme", id);
  const made = await api.request("owner", promises, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Connection checked", proof: "check", withinSeconds, environments: "all" }),
  });
  expect(made.status).toBe(200);
  const stateIn = async (environmentId: string) => {
    const { rows, headline, checkedAt } = await api.read("readonly", `${promises}/matrix`, promiseMatrix);
    const cell = rows.flatMap(({ cells }) => cells).find((one) => one.environmentId === environmentId);
    return { ...cell, headline, checkedAt };
  };

  const kept = await until("the check counts as proof", async () => {
    const now = await stateIn("acme-prod");
    return now.provenBy === id ? now : undefined;
  });
  const broken = await until("the promise is broken where nothing was checked", async () => {
    const now = await stateIn("acme-lab");
    return now.key === "broken" ? now : undefined;
  });

  expect(["kept", "due_soon"]).toContain(kept.key);
  expect(broken).toMatchObject({ provenBy: null, why: [{ kind: "nothing_scheduled" }] });
  expect(broken.headline).not.toBe(kept.headline);
  // The first look after the deadline says so: no minute of calm lies between.
  expect(Date.parse(broken.checkedAt) - Date.parse(broken.brokenSince ?? "")).toBeLessThan(60_000);
});
