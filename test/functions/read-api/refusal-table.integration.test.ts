import { expect, it } from "vitest";
import { routes } from "../../../shared/contract/routes.ts";
import { storeAlerts, storePromise, storeSchedule, storeWave } from "../../security/stored-content.ts";
import { storePlan } from "../../security/stored-plans.ts";
import { aNotifiedRun, notificationIdOf } from "../notifications-world.ts";
import { reviewsIn } from "../reviews.ts";
import { bytesOf, createWorld, type TestResponse } from "../world.ts";
import { refusalCasesOf } from "./refusal-cases.ts";

it("every route refuses wrong scopes, callers and cursors with identical 404s", async () => {
  const world = await createWorld();
  const prodRun = await world.aRun();
  const labRun = await world.aRun({ environmentId: "acme-lab" });
  const ownRun = await world.aRun({ environmentId: null, type: "ops.reconcile_adapter_runs" });
  const globexRun = await world.aRun({ workspaceId: "globex", environmentId: "globex-prod" });
  await storePromise(world, { workspaceId: "acme", environmentId: "acme-prod" }, "default");
  const hub = await world.call({ path: "/api/workspaces/acme/operations", query: "limit=1", as: "manager" });
  const named = {
    ...(await storeAlerts(world, { workspaceId: "acme", environmentId: "acme-prod" })),
    wave: await storeWave(world, { workspaceId: "acme", environmentId: "acme-prod" }),
    schedule: await storeSchedule(world, { workspaceId: "acme", environmentId: "acme-prod" }),
    plan: await storePlan(world, { workspaceId: "acme", environmentId: "acme-prod" }),
    review: await reviewsIn(world).ready(),
    prodRun: prodRun.id,
    labRun: labRun.id,
    ownRun: ownRun.id,
    globexRun: globexRun.id,
    operatorsNotification: notificationIdOf(await aNotifiedRun(world)),
    hiddenNotification: notificationIdOf(await aNotifiedRun(world, { initiator: "lab-operator" })),
    managersCursor: String(hub.body.nextCursor),
  };
  const cases = routes.flatMap((route) => refusalCasesOf(route, named).map((one) => ({ ...one, route: route.name })));
  world.storeCalls.length = 0;

  const results: { case: string; status: number; expected: number; answer: TestResponse }[] = [];
  for (const { route, name, request, status } of cases) {
    const callsBefore = world.storeCalls.length;
    const answer = await world.call(request);
    results.push({ case: `${route}: ${name}`, status: answer.status, expected: status, answer });
    if (status === 400) expect(world.storeCalls.slice(callsBefore), `${route}: ${name}`).toEqual([]);
  }

  expect(
    results.filter(({ status, expected }) => status !== expected).map((one) => `${one.case}: ${one.status}`),
  ).toEqual([]);
  const bytes = results.filter(({ status }) => status === 404).map(({ answer }) => JSON.stringify(bytesOf(answer)));
  expect(new Set(bytes).size).toBe(1);
  expect(world.storeCalls.filter((call) => /^(?:Put|Update|Delete|BatchWrite|Transact)/.test(call))).toEqual([]);
  expect(cases.length).toBeGreaterThanOrEqual(200);
});
