import * as z from "zod";
import type { Run } from "../run/run.ts";
import { successKey } from "./keys.ts";
import { createStore, type Item, type StoreTarget } from "./store.ts";

const success = z.object({ runId: z.string(), createdAt: z.string(), completedAt: z.string() });
/** A run that ended as a full success, as far as a later problem needs to know it. */
export type Success = z.infer<typeof success>;

const storedPointer = z.looseObject({ successes: z.array(success), version: z.number().int() });

/** What successes must share with a problem to speak for it. */
export interface Correlated {
  readonly workspaceId: string;
  readonly environmentId: string | null;
  readonly type: string;
  readonly correlationHash: string;
}

/** Merges lose to each other at most this often before the event is tried again as a whole. */
const mergeRoundsMax = 10;

/**
 * The newest successes of one scope, type and correlation. "Later" asks for a later creation and a later
 * end, so a single newest run could hide a proof; the pointer keeps every success that no other beats in
 * both, which is nearly always one.
 */
export function createSuccessPointer(target: StoreTarget) {
  const store = createStore(target);

  /** The stored successes, read consistently; none when there is no pointer. */
  async function read(scope: Correlated) {
    const item = await store.get(successPointerKey(scope));
    return item === undefined ? undefined : storedPointer.parse(item);
  }

  return {
    async findSuccesses(scope: Correlated): Promise<readonly Success[]> {
      return (await read(scope))?.successes ?? [];
    },

    /** Remembers a success. Repeating it, or adding them in any order, comes to the same pointer. */
    async remember(scope: Correlated, newest: Success): Promise<void> {
      const first = await store.put(
        itemOf(scope, [newest], 1),
        "attribute_not_exists(pk) OR (#newestCreatedAt < :createdAt AND #newestCompletedAt < :completedAt)",
        newest,
      );
      if (first.outcome === "written") return;

      for (let round = 0; round < mergeRoundsMax; round++) {
        const stored = await read(scope);
        const merged = frontier([...(stored?.successes ?? []), newest]);
        if (stored?.successes.some((known) => known.runId === newest.runId)) return;
        if (!merged.some((kept) => kept.runId === newest.runId)) return;
        const write = await store.put(
          itemOf(scope, merged, (stored?.version ?? 0) + 1),
          stored === undefined ? "attribute_not_exists(pk)" : "#version = :version",
          { version: stored?.version },
        );
        if (write.outcome === "written") return;
      }
      throw new Error("success pointer: other successes kept winning; the event is tried again");
    },
  };
}

/** The scope and correlation of a run, or undefined when a declared key is missing: then it proves nothing. */
export function correlationOf(run: Run): Correlated | undefined {
  return run.correlationHash === undefined ? undefined : { ...run, correlationHash: run.correlationHash };
}

/** The successes that no other is both younger and later than. */
function frontier(successes: readonly Success[]): Success[] {
  return successes.filter(
    (one) => !successes.some((other) => other.createdAt > one.createdAt && other.completedAt > one.completedAt),
  );
}

/** Where the successes of one scope, type and correlation are remembered. */
export function successPointerKey(scope: Correlated) {
  return successKey(scope.workspaceId, scope.environmentId, scope.type, scope.correlationHash);
}

/** The successes a pointer's item holds; none when there is no item. */
export function successesIn(item: Item | undefined): readonly Success[] {
  return item === undefined ? [] : storedPointer.parse(item).successes;
}

function itemOf(scope: Correlated, successes: readonly Success[], version: number) {
  const newestOf = (times: string[]) => times.reduce((a, b) => (a > b ? a : b));
  return {
    ...successPointerKey(scope),
    successes,
    version,
    newestCreatedAt: newestOf(successes.map((one) => one.createdAt)),
    newestCompletedAt: newestOf(successes.map((one) => one.completedAt)),
  };
}
