import type { Wait } from "../../run/granted-wait.ts";
import type { Work, WorkResult } from "../define-operation.ts";
import { concernsConnection, handoversMax, waitFor } from "../part.ts";
import type { ProviderReason } from "../provider/provider-access.ts";
import type { ItemStep, Unanswered } from "./item-work.ts";
import type { RestoreItem } from "./restore-record.ts";

/** How a part of the work over all items ended. */
export type PartEnd =
  | { readonly kind: "all_settled"; readonly items: readonly RestoreItem[] }
  | Extract<WorkResult, { kind: "handed_over" }>
  /** No further item can be processed: the connection must be fixed first, or the time is up for good. */
  | {
      readonly kind: "stopped";
      readonly items: readonly RestoreItem[];
      readonly reason: ProviderReason | "restore.not_reached";
      readonly permission?: string | undefined;
    };

interface Dependencies {
  readonly work: Work<unknown>;
  readonly clock: { now(): Date };
  readonly isSettled: (item: RestoreItem) => boolean;
  readonly step: (item: RestoreItem) => Promise<ItemStep>;
  /** Records that one item got no answer; the others continue. */
  readonly giveUp: (item: RestoreItem, step: Unanswered) => Promise<RestoreItem>;
}

/**
 * Processes one item after another until all are settled or the time is up. The result of each item is stored before
 * the next one begins, so that a continuation or redelivery resumes after it.
 */
export async function workThrough(
  all: readonly RestoreItem[],
  reserveMillis: number,
  parts: Dependencies,
): Promise<PartEnd> {
  const { work, isSettled } = parts;
  const items = [...all];
  const mayHandOver = work.run.handovers < handoversMax;
  const isTimeUp = () => work.signal.aborted || work.timeLeftMillis() < reserveMillis;
  let settledHere = 0;

  for (const [index, item] of all.entries()) {
    if (isSettled(item)) continue;
    // Every part settles at least one item, however short it is; otherwise the run would never end.
    if (isTimeUp() && settledHere > 0) return leave();
    const step = await parts.step(item);
    if (step.kind === "settled") {
      items[index] = step.item;
    } else {
      const { reasonCode, permission } = step.failure;
      const wait = waitFor(step.failure, work, parts.clock.now());
      const isStopped = concernsConnection(step.failure);
      const isLeft = isTimeUp() || wait !== undefined;
      // No later part reads the provider again: this item says what may have been changed, not the reason of all others.
      const isOver = isStopped || (isLeft && !mayHandOver);
      if (isOver ? step.mayBeDone : !isLeft) items[index] = await parts.giveUp(item, step);
      if (isStopped) return { kind: "stopped", items, reason: reasonCode, permission };
      if (isLeft) return leave(wait);
    }
    settledHere += 1;
    await work.report({ processed: items.filter(isSettled).length, total: items.length });
  }
  return { kind: "all_settled", items };

  function leave(wait?: Wait): PartEnd {
    if (!mayHandOver) return { kind: "stopped", items, reason: "restore.not_reached" };
    const processed = items.filter(isSettled).length;
    return { kind: "handed_over", checkpoint: { processed }, wait };
  }
}
