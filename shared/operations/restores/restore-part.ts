import type { Json, Work } from "../define-operation.ts";
import { concernsConnection, handoversMax, pauseOf } from "../part.ts";
import type { ProviderReason } from "../provider/provider-access.ts";
import type { ItemStep } from "./restore-item-work.ts";
import type { RestoreItem } from "./restore-record.ts";

/** How a part of the work over all items ended. */
export type PartEnd =
  | { readonly kind: "all_settled"; readonly items: readonly RestoreItem[] }
  | { readonly kind: "handed_over"; readonly checkpoint: { readonly [key: string]: Json } }
  /** No item can be reached any more: the connection itself has to be put right, or the time is up for good. */
  | {
      readonly kind: "stopped";
      readonly items: readonly RestoreItem[];
      readonly reason: ProviderReason | "restore.not_reached";
    };

interface Parts {
  readonly work: Work<unknown>;
  readonly clock: { now(): Date };
  readonly isSettled: (item: RestoreItem) => boolean;
  readonly step: (item: RestoreItem) => Promise<ItemStep>;
  /** Stores that one item got no answer; the others go on. */
  readonly giveUp: (item: RestoreItem, reason: ProviderReason) => Promise<RestoreItem>;
}

/**
 * Works on one item after another until all are settled or the time is up. Each item's word is stored before
 * the next one begins, so that a further message, or the same one again, goes on where this one stopped.
 */
export async function workThrough(all: readonly RestoreItem[], reserveMillis: number, parts: Parts): Promise<PartEnd> {
  const { work, isSettled } = parts;
  const items = [...all];
  const mayHandOver = work.run.handovers < handoversMax;
  const isTimeUp = () => work.signal.aborted || work.timeLeftMillis() < reserveMillis;
  let settledHere = 0;

  for (const [index, item] of all.entries()) {
    if (isSettled(item)) continue;
    // At least one item a part, however short it is; otherwise the work would never end.
    if (isTimeUp() && settledHere > 0) return leave();
    const step = await parts.step(item);
    if (step.kind === "settled") {
      items[index] = step.item;
    } else {
      const { reasonCode } = step.failure;
      if (concernsConnection(step.failure)) return { kind: "stopped", items, reason: reasonCode };
      const pausedUntil = pauseOf(step.failure, { work, reserveMillis, now: parts.clock.now() });
      if (isTimeUp() || pausedUntil !== undefined) return leave(pausedUntil);
      items[index] = await parts.giveUp(item, reasonCode);
    }
    settledHere += 1;
    await work.report({ processed: items.filter(isSettled).length, total: items.length });
  }
  return { kind: "all_settled", items };

  function leave(pausedUntil?: string): PartEnd {
    if (!mayHandOver) return { kind: "stopped", items, reason: "restore.not_reached" };
    const processed = items.filter(isSettled).length;
    return { kind: "handed_over", checkpoint: { processed, ...(pausedUntil !== undefined && { pausedUntil }) } };
  }
}
