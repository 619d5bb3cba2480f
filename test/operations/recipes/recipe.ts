import type { Run } from "../../../shared/run/run.ts";
import type { RestoreWorld } from "../restore-world.ts";

/** What the choices of an input's fields are made of. */
export interface Chosen {
  readonly connectionIds: readonly (string | undefined)[];
  readonly policyIds: readonly (readonly string[] | undefined)[];
  readonly backupSetIds: readonly string[];
  readonly evidenceSnapshotId: string | undefined;
  readonly previewId: string;
  readonly baselineProfileIds: readonly string[];
}

/** What the conformance suite needs to know about an operation. */
export interface Recipe {
  /** How a world comes to a claimed run that has work to do; called again, it gives another such run. */
  readonly start: (world: RestoreWorld, round: number) => Promise<Run>;
  /** The fewest store writes of one attempt: a world in which an operation has nothing to do proves nothing. */
  readonly leastWrites: number;
  /** What it asks the provider for; held against what its calls are. */
  readonly provider: "nothing" | "reads" | "writes";
  /** The values of each input field; starts of every combination are compared. */
  readonly choices: (chosen: Chosen) => Readonly<Record<string, readonly unknown[]>>;
}
export type Recipes = Readonly<Record<string, Recipe>>;

/** Changes all policies at the provider, and syncs them. */
export async function changeAndSync(world: RestoreWorld, round: number): Promise<void> {
  await world.changeAll(`changed ${round}`);
  await world.perform("policy.sync");
}
