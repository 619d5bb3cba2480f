import type { Work } from "../define-operation.ts";
import { concernsConnection, handoversMax, waitFor } from "../part.ts";
import type { ItemWork } from "./item-work.ts";
import type { PartEnd } from "./restore-part.ts";
import type { RestoreItem, RestoreStatus } from "./restore-record.ts";

/** What became of the check. `moved`: items changed, and nothing has been written. */
export type WorldCheck =
  | { readonly kind: "may_write" }
  | { readonly kind: "moved"; readonly items: readonly RestoreItem[] }
  | Exclude<PartEnd, { kind: "all_settled" }>;

/** The result of an item that changed, so that the run wrote nothing. */
export const changed = { status: "manual_required", reason: "restore.changed_since_preview" } as const;

/**
 * Reads every item that an approved plan changes at the provider before the first of them is written. A part that does not
 * get through hands over and begins again: what it read would be old by then. Once the record runs and an item has a
 * result, or one that this run has begun is no longer in its agreed state, something may be written: then each write reads
 * its own item, and what changed is left to a person. Results before the record runs are those of a check that stopped the
 * run and crashed: it is repeated, and what it found stands.
 */
export async function checkWorld(
  items: readonly RestoreItem[],
  { compare }: Pick<ItemWork, "compare">,
  work: Work<unknown>,
  {
    clock,
    reserveMillis,
    status,
  }: { readonly clock: { now(): Date }; readonly reserveMillis: number; readonly status: RestoreStatus },
): Promise<WorldCheck> {
  if (status === "running" && items.some(({ result }) => result !== undefined)) return { kind: "may_write" };
  const moved: RestoreItem[] = [];
  for (const item of items) {
    // Such an item is left to a person, whatever it is like now.
    if (item.preview?.change === "manual_required") continue;
    if (item.result?.reason === changed.reason) {
      moved.push(item);
      continue;
    }
    if (work.signal.aborted || work.timeLeftMillis() < reserveMillis) return leave();
    const answer = await compare(item);
    if (answer.ok) {
      const isOurs = item.begun?.runId === work.run.id;
      if (isOurs && answer.value !== "agreed") return { kind: "may_write" };
      if (answer.value === "other") moved.push(item);
      continue;
    }
    const { reasonCode: reason, permission } = answer.failure;
    if (concernsConnection(answer.failure)) return { kind: "stopped", items, reason, permission };
    const wait = waitFor(answer.failure, work, clock.now());
    if (wait !== undefined) return leave(wait);
    // What cannot be read cannot be compared, so nothing is written.
    return { kind: "stopped", items, reason, permission };
  }
  return moved.length > 0 ? { kind: "moved", items: moved } : { kind: "may_write" };

  function leave(wait?: ReturnType<typeof waitFor>): WorldCheck {
    if (work.run.handovers >= handoversMax) return { kind: "stopped", items, reason: "restore.not_reached" };
    return { kind: "handed_over", checkpoint: { processed: 0 }, wait };
  }
}
