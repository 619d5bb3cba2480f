import type { RunAnswer, RunDetail } from "../../shared/contract/runs.ts";
import { boundedContext } from "../../shared/run/context.ts";
import { identityHash } from "../../shared/run/identity.ts";
import type { Run } from "../../shared/run/run.ts";
import { everyRow, hub } from "../functions/read-api/read-all-pages.ts";
import type { World } from "../functions/world.ts";

/** One run on every surface that can show it; undefined where `hint` or a page's list no longer has it. */
export interface Shown {
  readonly hint: RunAnswer | undefined;
  readonly list: RunAnswer;
  readonly detail: RunDetail;
  /** The run that the hub's summary shows as the next decision, if it is this one. */
  readonly decision: RunAnswer | undefined;
  readonly overview: RunAnswer | undefined;
  readonly dashboard: RunAnswer | undefined;
}

/** Reads one run on every surface at one instant. */
export async function everySurface(world: World, id: string, as = "operator"): Promise<Shown> {
  const bodyOf = async (path: string) => (await world.call({ path, as })).body;
  const find = (rows: readonly RunAnswer[]) => rows.find((row) => row.id === id);
  const list = find(await everyRow(world, {}, as));
  if (list === undefined) throw new Error(`the hub's list does not show ${id}`);
  const { decision } = await bodyOf(`${hub}/summary`);
  return {
    hint: find((await bodyOf(`${hub}/activity`)).items),
    list,
    detail: await bodyOf(`${hub}/${id}`),
    decision: decision?.run.id === id ? decision.run : undefined,
    overview: find((await bodyOf("/api/workspaces/acme/overview")).recent),
    dashboard: find((await bodyOf("/api/workspaces/acme/environments/acme-prod/dashboard")).recent),
  };
}

/** The names of the surfaces that show the run. */
export function rowsOf(shown: Shown): Record<string, RunAnswer> {
  return Object.fromEntries(
    Object.entries(shown).filter((entry): entry is [string, RunAnswer] => entry[1] !== undefined),
  );
}

/** A stored run that a worker claimed a second ago. */
export async function aRunningRun(world: World, options: Parameters<World["aRun"]>[0] = {}): Promise<Run> {
  const { id, workspaceId, environmentId, type } = await world.aRun(options);
  world.clock.advance(1);
  const claim = await world.runService.claim(
    { version: 1, runId: id, workspaceId, environmentId, type, queue: "operations-long" },
    { messageId: "m", receiveCount: 1, claimToken: "t", remainingSeconds: 60 },
  );
  if (claim.outcome !== "written") throw new Error("the claim was refused");
  world.clock.advance(1);
  return claim.run;
}

/** A running run whose context has the number of completed parts. */
export async function aRunInParts(world: World): Promise<string> {
  const scope = { workspaceId: "acme", environmentId: "acme-prod" };
  const ensured = await world.runService.ensure({
    type: "policy.sync",
    ...scope,
    initiator: { id: "operator", name: "operator" },
    identityHash: identityHash({ ...scope, type: "policy.sync", identity: { parts: 10 } }),
    correlationHash: undefined,
    input: {},
    context: boundedContext({ progress: { composite: { completed: 9, total: 10 } } }),
    firstDueSeconds: 120,
  });
  if (ensured.kind !== "created") throw new Error(`expected a new run, got ${ensured.kind}`);
  const { id } = ensured.run;
  await world.runService.claim(
    { version: 1, runId: id, ...scope, type: "policy.sync", queue: "operations-long" },
    { messageId: "m", receiveCount: 1, claimToken: "t", remainingSeconds: 60 },
  );
  return id;
}
