import * as z from "zod";
import { plusSeconds } from "../foundation/clock.ts";
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
/** A full success, with the facts that a later comparison needs. */
export type Success = z.infer<typeof success>;

const storedPointer = z.looseObject({ successes: z.array(success) });

/** What a success and a problem must share for the success to resolve it. */
export interface Correlated {
  readonly workspaceId: string;
  readonly environmentId: string | null;
  readonly type: string;
  readonly correlationHash: string;
}

/**
 * The latest success of one scope, type and correlation. Within a line the highest generation is the latest, so one
 * entry suffices. A success of another epoch replaces it, because epochs cannot be compared. After a rollback this
 * may lose proof, but never invents it.
 */
export function createSuccessPointer(target: StoreTarget) {
  const store = createStore(target);

  return {
    /** The stored success, read consistently; empty without a pointer. The last release stored several. */
    async findSuccesses(scope: Correlated): Promise<readonly Success[]> {
      return successesIn(await store.get(successPointerKey(scope)));
    },

    /** Stores a success unless a later one is stored. Idempotent and independent of order. */
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
/** A run of the last release has no generation: it must be later by both instants, beyond clock skew. */
const givesWayToInstants =
  "attribute_not_exists(pk) OR (#newestCreatedAt < :createdBefore AND #newestCompletedAt < :completedBefore)";

/** The scope and correlation of a run. Undefined when a declared key is missing: then it proves nothing. */
export function correlationOf(run: Run): Correlated | undefined {
  return run.correlationHash === undefined ? undefined : { ...run, correlationHash: run.correlationHash };
}

/** The pointer's entry for a full success. */
export function successOf({ id: runId, createdAt, completedAt = createdAt, gen, epoch }: Run): Success {
  return { runId, createdAt, completedAt, ...(gen !== undefined && { gen }), ...(epoch !== undefined && { epoch }) };
}

/** The key of a success pointer. */
export function successPointerKey(scope: Correlated) {
  return successKey(scope.workspaceId, scope.environmentId, scope.type, scope.correlationHash);
}

/** The successes in a pointer's item; empty without an item. */
export function successesIn(item: Item | undefined): readonly Success[] {
  return item === undefined ? [] : storedPointer.parse(item).successes;
}

/**
 * The item in a format that the last release can read and replace. That release merged by `version`, so the instant
 * is always changed: it can never mistake a newer item for the one it read.
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
