import type { Run } from "../../../shared/run/run.ts";
import { scope } from "../operation-world.ts";
import type { RestoreWorld } from "../restore-world.ts";
import type { Guarded, Recipe } from "./recipe.ts";

type Input = Readonly<Record<string, unknown>>;

/** The input that executes a plan which is made now. */
export async function plannedInput(world: RestoreWorld, type: string, own: Input): Promise<Input> {
  const made = await world.perform(type, { ...own, dryRun: true });
  if (made.kind === "ended" && made.related?.type === "restore_run") {
    const preview = await world.needs.restoreRuns.find(scope, made.related.id);
    const { policyIds: chosen, ...rest } = own;
    // A change set names its selection itself, unless nothing else identifies it.
    const subject = rest.backupSetId === undefined ? own : rest;
    const confirmation = scope.environmentId;
    return { ...subject, restoreRunId: preview?.id, planDigest: preview?.digest, confirmation };
  }
  const plan = made.kind === "ended" ? await world.needs.plans.find(scope, made.related?.id ?? "") : undefined;
  if (plan === undefined) throw new Error(`${type} made no plan: ${JSON.stringify(made)}`);
  return { ...own, planId: plan.id, planDigest: plan.digest, confirmation: plan.name };
}

/** Destructive work at the provider: each of its runs executes a preview of its own. */
export const changeSet = (
  type: string,
  { own, move, leastWrites, choices }: Guarded & Pick<Recipe, "leastWrites" | "choices">,
): Recipe => ({ ...planned(type, { own, move, leastWrites, choices }), provider: "writes" });

/** Destructive work: each of its runs executes a plan of its own. */
export const planned = (
  type: string,
  { own, move, leastWrites, choices }: Guarded & Pick<Recipe, "leastWrites" | "choices">,
): Recipe => ({
  async start(world, round): Promise<Run> {
    return world.claimed(type, await plannedInput(world, type, await own(world, round)));
  },
  guarded: { own, move },
  leastWrites,
  provider: "nothing",
  choices,
});
