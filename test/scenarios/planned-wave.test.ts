import { expect, it } from "vitest";
import * as z from "zod";
import { queuedAnswer } from "../../shared/contract/runs.ts";
import { wavePlan, waveTargetPage } from "../../shared/contract/waves.ts";
import { apiOf } from "./api.ts";
import { expectGoodLines } from "./log-lines.ts";
import { environmentOf } from "./loop-api.ts";
import { stackForTest } from "./stacks.ts";

const waves = "/api/workspaces/acme/waves";
const type = "promotion.execute";
const calls = z.object({ calls: z.array(z.object({ method: z.string(), status: z.number(), count: z.number() })) });

it("a change is planned in three tenants and executed as it was reviewed", async () => {
  const stack = await stackForTest();
  const api = apiOf(stack);
  const lab = await environmentOf(stack, "lab");
  const branches = ["north", "south", "west"];
  const tenants = await Promise.all(branches.map((id) => environmentOf(stack, id)));
  const golden = (await lab.policies()).deviceConfigurations?.slice(0, 4) ?? [];
  const policies = golden.map(({ assignments: _, ...policy }, at) => ({ ...policy, id: `golden-${at}` }));
  const names = golden.map(({ displayName }) => displayName).toSorted();
  const only = (deviceConfigurations: typeof policies) => () => ({
    ...{ configurationPolicies: [], deviceCompliancePolicies: [], deviceConfigurations },
  });
  await lab.change(only(policies));
  for (const tenant of tenants) await tenant.change(only([]));
  await lab.play("policy.sync");

  const start = async (body: object) => {
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const { status, text } = await api.request("manager", waves, init);
    expect(status, text).toBe(202);
    const { run } = queuedAnswer.parse(JSON.parse(text));
    return { id: run.id, ended: await api.ended("manager", "acme", run.id) };
  };
  const targets = (id: string) => api.read("manager", `${waves}/${id}/targets`, waveTargetPage);
  const planOf = (id: string) => api.read("manager", `${waves}/${id}/plan`, wavePlan);
  const input = { sourceEnvironmentId: "lab", policyIds: policies.map(({ id }) => id), dryRun: true };
  const dry = await start({ type, input, targets: { environmentIds: ["lab", ...branches] } });
  expect(dry.ended).toMatchObject({ outcome: "succeeded", summaryCounts: { total: 4, succeeded: 3, left_out: 1 } });
  const plan = await planOf(dry.id);
  expect(plan).toMatchObject({
    targets: 3,
    changes: { creates: 3 * policies.length, updates: 0, deletes: 0 },
    ready: { digest: plan.digest },
    leftOut: [],
  });
  for (const tenant of tenants) expect((await tenant.policies()).deviceConfigurations).toEqual([]);

  const planned = { plannedBy: dry.id, planDigest: plan.digest, confirmation: "Acme" };
  const executed = await start({ type, targets: planned, canary: 1, concurrency: 2 });

  expect(executed.ended).toMatchObject({ outcome: "succeeded", summaryCounts: { total: 3, succeeded: 3 } });
  expect((await targets(executed.id)).items.map(({ state }) => state)).toEqual(Array(3).fill("succeeded"));
  for (const [at, tenant] of tenants.entries()) {
    const held = (await tenant.policies()).deviceConfigurations ?? [];
    expect(held.map(({ displayName }) => displayName).toSorted()).toEqual(names);
    const asked = calls.parse(await (await fetch(`${stack.provider.origin}/${branches[at]}/_calls`)).json());
    expect(asked.calls.filter(({ status }) => status === 429)).toEqual([]);
  }
  // What was executed is no plan any more: the wave is not executed twice.
  expect((await planOf(dry.id)).targets).toBe(0);
  expectGoodLines(stack);
});
