import * as z from "zod";
import { plusSeconds } from "../clock.ts";
import { clockMarginSeconds, isPlaced } from "../run/generation.ts";
import type { Run } from "../run/run.ts";
import type { Item } from "./item.ts";
import { successKey } from "./keys.ts";
import { createStore, type StoreTarget } from "./store.ts";

const success = z.object({
  runId: z.string(),
  createdAt: z.string(),
  completedAt: z.string(),
  gen: z.number().int().optional(),
  epoch: z.string().optional(),
});
/** A run that ended as a full success, as far as a later problem needs to know it. */
export type Success = z.infer<typeof success>;

const storedPointer = z.looseObject({ successes: z.array(success) });

/** What successes must share with a problem to speak for it. */
export interface Correlated {
  readonly workspaceId: string;
  readonly environmentId: string | null;
  readonly type: string;
  readonly correlationHash: string;
}

/**
 * The latest success of one scope, type and correlation. In one line the success of the greatest generation is later
 * than every other, so one is enough; a success of another epoch takes its place, because the two cannot be compared.
 * Proof may be lost that way, after a roll-back, and is never invented.
 */
export function createSuccessPointer(target: StoreTarget) {
  const store = createStore(target);

  return {
    /** The stored success, read consistently; none when there is no pointer. The last release stored several. */
    async findSuccesses(scope: Correlated): Promise<readonly Success[]> {
      return successesIn(await store.get(successPointerKey(scope)));
    },

    /** Remembers a success unless a later one is stored. Repeated, or in any order, it comes to the same pointer. */
    async remember(scope: Correlated, latest: Success): Promise<void> {
      await store.put(itemOf(scope, latest), isPlaced(latest) ? givesWayToGeneration : givesWayToInstants, {
        gen: latest.gen,
        epoch: latest.epoch,
        createdBefore: plusSeconds(new Date(latest.createdAt), -clockMarginSeconds),
        completedBefore: plusSeconds(new Date(latest.completedAt), -clockMarginSeconds),
      });
    },
  };
}

const givesWayToGeneration =
  "attribute_not_exists(pk) OR attribute_not_exists(#epoch) OR #epoch <> :epoch OR #gen < :gen";
/** A run of the last release has no generation: it must be later by both instants, whatever the clocks were. */
const givesWayToInstants =
  "attribute_not_exists(pk) OR (#newestCreatedAt < :createdBefore AND #newestCompletedAt < :completedBefore)";

/** The scope and correlation of a run, or undefined when a declared key is missing: then it proves nothing. */
export function correlationOf(run: Run): Correlated | undefined {
  return run.correlationHash === undefined ? undefined : { ...run, correlationHash: run.correlationHash };
}

/** What a pointer remembers of a run that ended as a full success. */
export function successOf({ id: runId, createdAt, completedAt = createdAt, gen, epoch }: Run): Success {
  return { runId, createdAt, completedAt, ...(gen !== undefined && { gen }), ...(epoch !== undefined && { epoch }) };
}

/** Where the latest success of one scope, type and correlation is remembered. */
export function successPointerKey(scope: Correlated) {
  return successKey(scope.workspaceId, scope.environmentId, scope.type, scope.correlationHash);
}

/** The successes a pointer's item holds; none when there is no item. */
export function successesIn(item: Item | undefined): readonly Success[] {
  return item === undefined ? [] : storedPointer.parse(item).successes;
}

/**
 * The item, in a shape that the last release reads and may replace. It merged by `version`: an instant is never the
 * one that it read, so that it cannot take a newer item for the one it saw.
 */
function itemOf(scope: Correlated, latest: Success) {
  const { gen, epoch, createdAt, completedAt } = latest;
  return {
    ...successPointerKey(scope),
    successes: [latest],
    ...(gen !== undefined && { gen }),
    ...(epoch !== undefined && { epoch }),
    newestCreatedAt: createdAt,
    newestCompletedAt: completedAt,
    version: Date.parse(completedAt),
  };
}
