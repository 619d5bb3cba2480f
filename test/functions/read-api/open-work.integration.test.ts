import fc from "fast-check";
import { expect, it } from "vitest";
import { membershipItem } from "../../../shared/access/items.ts";
import { createRunTruths } from "../../../shared/actionability/run-truths.ts";
import { attentionCauseOf } from "../../../shared/derived/attention.ts";
import { createRunQueries } from "../../../shared/ledger/run-queries.ts";
import { findOperation } from "../../../shared/operations/registry.ts";
import type { Run } from "../../../shared/run/run.ts";
import { isActive } from "../../../shared/run/status.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import type { World } from "../world.ts";
import { hub } from "./read-all-pages.ts";
import { anyRunHistory, type Life, writeHistory } from "./run-histories.ts";

const workspace = "/api/workspaces/acme";
const environments = ["acme-lab", "acme-prod"] as const;

/** The model: the open work of some environments, computed from every run of the table. */
interface Model {
  readonly active: number;
  readonly late: number;
  readonly issues: number;
  readonly issueRuns: number;
  readonly causes: number;
}

/** Reads every stored run by its own item; the model uses no index. */
async function fullScan(world: World, ids: readonly string[]) {
  const runs = await createRunQueries(world).getRuns(ids);
  const open = runs.filter((run) => run.workspaceId === "acme" && run.openKey !== undefined);
  const truthOf = await createRunTruths({ ...world, findOperation, overrides: {} }).evaluateMany(open);

  return (sees: (environmentId: string | null) => boolean): Model => {
    const visible = open.filter(({ environmentId }) => sees(environmentId));
    const needing = visible.filter((run) => truthOf(run).needsAttention);
    const problems = needing.filter(({ status }) => !isActive(status));
    const lineOf = (run: Run) =>
      attentionCauseOf(run, truthOf(run)) === "manual_review"
        ? run.id
        : JSON.stringify([run.environmentId, run.type, run.correlationHash]);
    const lines = Map.groupBy(problems, lineOf);
    const newest = [...lines.values()].flatMap((these) => these.toSorted((a, b) => (a.id < b.id ? 1 : -1)).slice(0, 1));
    const faultOf = ({ type, endedBy, failures }: Run) =>
      JSON.stringify([type, endedBy?.reasonCode, failures[0]?.code]);
    return {
      active: visible.filter(({ status }) => isActive(status)).length,
      late: needing.length - problems.length,
      issues: lines.size,
      issueRuns: problems.length,
      causes: new Set(newest.map(faultOf)).size,
    };
  };
}

/** Each count equals the model's, none is capped, and the surface is calm only without open issues. */
function expectTrue(name: string, counts: Record<string, { value: number; capped: boolean }>, model: Model) {
  const { active, stale, followUp, followUpRuns, causes } = counts;
  expect({ active, stale, followUp, followUpRuns, causes }, name).toMatchObject({
    active: { value: model.active, capped: false },
    stale: { value: model.late, capped: false },
    followUp: { value: model.issues, capped: false },
    followUpRuns: { value: model.issueRuns, capped: false },
    causes: { value: model.causes, capped: false },
  });
}

/** In these worlds the connections are missing, so an environment without open issues is neutral. */
const isCalm = ({ tone }: { readonly tone: string }) => ["success", "info", "neutral"].includes(tone);

async function expectSurfaces(
  world: World,
  ids: readonly string[],
  as: string,
  sees: readonly string[],
  seesAll: boolean,
  archived?: string,
) {
  const modelOf = await fullScan(world, ids);
  const model = modelOf((id) => id !== archived && (seesAll || (id !== null && sees.includes(id))));
  const needing = model.late + model.issues;
  const read = async (path: string) => (await world.call({ path, as })).body;

  const overview = await read(`${workspace}/overview`);
  expectTrue("overview", overview, model);
  expect(isCalm(overview.state), "overview's state").toBe(needing === 0);
  expect(/^No (open issues|active environments)\./.test(overview.headline), "headline").toBe(needing === 0);
  for (const place of overview.environments) {
    const here = modelOf((id) => id === place.id);
    expectTrue(`overview of ${place.id}`, place, here);
    expect(isCalm(place.state), place.id).toBe(here.late + here.issues === 0);
    const dashboard = await read(`${workspace}/environments/${place.id}/dashboard`);
    expectTrue(`dashboard of ${place.id}`, dashboard, here);
    expect(dashboard.state, place.id).toEqual(place.state);
    const { body } = await world.call({ path: `${hub}/summary`, query: `environmentId=${place.id}`, as });
    expectTrue(`summary of ${place.id}`, body.stats, here);
    expect([body.calm !== null, body.unread], place.id).toEqual([here.late + here.issues === 0, null]);
  }
  if (archived !== undefined && sees.includes(archived)) {
    const here = modelOf((id) => id === archived);
    expectTrue("archived and named", await read(`${workspace}/environments/${archived}/dashboard`), here);
    expect(overview.environments.map(({ id }: { id: string }) => id)).not.toContain(archived);
  }
  const summary = await read(`${hub}/summary`);
  expectTrue("summary", summary.stats, model);
  expect(summary.counts.needs_attention).toEqual({ value: needing, capped: false });
  expect([summary.calm !== null, summary.decision === null], "summary's calm").toEqual([needing === 0, needing === 0]);
  const inbox = await read(`${workspace}/inbox`);
  expect(inbox.total).toMatchObject({ value: needing, capped: false });
  expect(inbox.calm !== null, "inbox's calm").toBe(needing === 0);
  const byCause = inbox.groups.reduce((sum: number, { count }: { count: { value: number } }) => sum + count.value, 0);
  expect(byCause, "inbox by cause").toBe(needing);
  const causes = await read(`${hub}/causes`);
  const open = causes.groups.filter(({ isOpen }: { isOpen: boolean }) => isOpen);
  const inGroups = open.reduce((sum: number, { count }: { count: { value: number } }) => sum + count.value, 0);
  expect([causes.total.value, inGroups, causes.causeCount.value], "causes").toEqual([needing, needing, open.length]);
  expect(causes.calm !== null, "calm of causes").toBe(needing === 0);
  const activity = await read(`${hub}/activity`);
  expect(activity.active).toMatchObject({ value: model.active, capped: false });
  for (const tab of ["needs_attention", "active", "stale"]) {
    const { items } = (await world.call({ path: hub, query: `tab=${tab}&limit=50`, as })).body;
    const places = items.map(({ environmentId }: { environmentId: string | null }) => environmentId);
    expect(places, tab).not.toContain(archived);
  }
}

const life: fc.Arbitrary<Life> = fc
  .tuple(anyRunHistory, fc.constantFrom("run.handler_failed", "provider_throttled", "a.newer_reason"))
  .map(([one, reason]) => ({ ...one, reason }));

it("every surface equals a full scan for any member and any history", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(life, { minLength: 1, maxLength: 60 }),
      fc.constantFrom<"all" | string[]>("all", ["acme-prod"], ["acme-lab", "acme-prod"]),
      fc.constantFrom(undefined, ...environments),
      async (lives, entitled, archived) => {
        const world = await createInProcessWorld();
        const role = entitled === "all" ? "owner" : "operator";
        await world.put(membershipItem("acme", "someone", { role, environments: entitled }));
        const ids = await writeHistory(world, lives);
        const path = `${workspace}/environments/${archived}/archive`;
        if (archived !== undefined) expect((await world.call({ method: "POST", path, as: "owner" })).status).toBe(200);

        const sees = entitled === "all" ? environments : entitled;
        await expectSurfaces(world, ids, "someone", sees, entitled === "all", archived);
      },
    ),
    { numRuns: 30 },
  );
});

it("every surface equals a full scan of 1,500 open runs of twenty types", async () => {
  const world = await createInProcessWorld();
  const lives = fc.sample(life, { numRuns: 1500, seed: 4 }).map((one, at) => ({ ...one, work: `${at % 20}` }));
  const ids = await writeHistory(world, lives);

  await expectSurfacesBeyondSummary(world, ids);
});

/** The summary has a read budget, so its counts may be lower bounds; every other surface is exact. */
async function expectSurfacesBeyondSummary(world: World, ids: readonly string[]) {
  const model = (await fullScan(world, ids))(() => true);
  const read = async (path: string) => (await world.call({ path, as: "owner" })).body;

  expectTrue("overview", await read(`${workspace}/overview`), model);
  const inbox = await read(`${workspace}/inbox`);
  expect(inbox.total).toMatchObject({ value: model.late + model.issues, capped: false });
  const { stats, calm } = await read(`${hub}/summary`);
  expect(calm).toBeNull();
  expect(stats.followUp.value).toBeLessThanOrEqual(model.issues);
  expect(stats.stale.value).toBeLessThanOrEqual(model.late);
  expect([stats.stale.value === model.late, stats.stale.capped]).not.toEqual([false, false]);
  expect([stats.followUp.value === model.issues, stats.followUp.capped]).not.toEqual([false, false]);
}
