import type { GraphCallName } from "../../../shared/operations/provider/graph-calls.ts";
import type { Run } from "../../../shared/run/run.ts";
import type { RestoreWorld } from "../restore-world.ts";

/** What the choices of an input's fields are made of. */
export interface Chosen {
  readonly connectionIds: readonly (string | undefined)[];
  readonly policyIds: readonly (readonly string[] | undefined)[];
  readonly backupSetIds: readonly string[];
  readonly evidenceSnapshotId: string | undefined;
  readonly previewId: string;
  readonly endedRestoreIds: readonly string[];
  readonly archivedRestoreIds: readonly string[];
  readonly archivedSetIds: readonly string[];
  readonly archivedVersionIds: readonly string[];
  readonly scheduleIds: readonly string[];
  readonly archivedScheduleIds: readonly string[];
  readonly baselineProfileIds: readonly string[];
  readonly reviewId: string;
}

/** What the conformance suite needs to know about an operation. */
export interface Recipe {
  /** How a world comes to a claimed run that has work to do; called again, it gives another such run. */
  readonly start: (world: RestoreWorld, round: number) => Promise<Run>;
  /** Present for work that executes a plan. */
  readonly guarded?: Guarded;
  /** The fewest store writes of one attempt: a world in which an operation has nothing to do proves nothing. */
  readonly leastWrites: number;
  /** Reads runs that records of its environment name; every other partition it touches names its scope. */
  readonly readsRuns?: true;
  /** Another environment of the workspace whose records it reads, and never writes. */
  readonly readsFrom?: string;
  /** Works on the settings of its workspace, which no environment owns. */
  readonly ofWorkspace?: true;
  /** What it asks the provider for; held against what its calls are. */
  readonly provider: "nothing" | "reads" | "writes";
  /** Calls without which it still succeeds, because it only says less: it then states what is unknown. */
  readonly mayMiss?: readonly GraphCallName[];
  /** The values of each input field; starts of every combination are compared. */
  readonly choices: (chosen: Chosen) => Readonly<Record<string, readonly unknown[]>>;
}
/** Destructive work that executes a plan. */
export interface Guarded {
  /** The input without a plan, of something that the work can change; called again, it gives another one. */
  readonly own: (world: RestoreWorld, round: number) => Promise<Record<string, unknown>>;
  /** Changes what the plan was made for, so that it no longer is what the plan saw. */
  readonly move: (world: RestoreWorld, own: Readonly<Record<string, unknown>>) => Promise<void>;
}
export type Recipes = Readonly<Record<string, Recipe>>;

/** Changes all policies at the provider, and syncs them. */
export async function changeAndSync(world: RestoreWorld, round: number): Promise<void> {
  await world.changeAll(`changed ${round}`);
  await world.perform("policy.sync");
}

/** The actions of a policy that blocks a device after so many hours. */
export const actionsAfter = (gracePeriodHours: number) => [
  { ruleName: null, scheduledActionConfigurations: [{ actionType: "block", gracePeriodHours }] },
];
