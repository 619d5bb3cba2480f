import { plusSeconds } from "../clock.ts";
import type { Json, Work } from "./define-operation.ts";
import type { CallBudget, ProviderFailure, ProviderReason } from "./provider-access.ts";
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

/** The tracker lets a run be handed over this often; the part after the last hand-over has to end it. */
export const handoversMax = 11;
/** A pause that the provider asks for is carried into the next part up to this long, in seconds. */
const pauseSecondsMax = 1800;
const reserveMillisMax = 30_000;

const connectionWide: ReadonlySet<ProviderReason> = new Set<ProviderReason>([
  "provider_connection_invalid",
  "provider_connection_disabled",
  "provider_consent_missing",
  "provider_credential_missing",
  "provider_secret_not_allowed",
  "provider_auth_failed",
]);

/** What is kept back of a part's time to store the last word and to hand over. */
export function reserveOf(work: Pick<Work<unknown>, "timeLeftMillis">): number {
  return Math.min(reserveMillisMax, work.timeLeftMillis() / 4);
}

/** The time that calls of this part may use. */
export function budgetOf(work: Work<unknown>, reserveMillis: number): CallBudget {
  return { signal: work.signal, timeLeftMillis: () => work.timeLeftMillis() - reserveMillis / 2 };
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
      if (connectionWide.has(reasonCode)) return { kind: "stopped", items, reason: reasonCode };
      const pausedUntil = pauseOf(step.failure);
      if (isTimeUp() || (mayHandOver && pausedUntil !== undefined)) return leave(pausedUntil);
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

  /** When to go on, if the provider asks for a longer pause than this part has left. */
  function pauseOf({ reasonCode, retryAfterMillis }: ProviderFailure): string | undefined {
    if (reasonCode !== "provider_throttled" || retryAfterMillis === undefined) return undefined;
    const isTooLongForThisPart = retryAfterMillis >= work.timeLeftMillis() - reserveMillis / 2;
    if (!isTooLongForThisPart || retryAfterMillis > pauseSecondsMax * 1000) return undefined;
    return plusSeconds(parts.clock.now(), retryAfterMillis / 1000);
  }
}
