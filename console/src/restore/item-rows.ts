import type { Tone } from "../../../shared/run/verdicts.ts";
import { fieldOf, listOf, type Stored, textOf } from "../environment/fields.ts";

/** One policy of a backup set or of a restore. */
export interface ItemRow {
  readonly id: string;
  readonly name: string;
  readonly collection: string;
  /** The result, else the predicted effect; undefined for an item of a backup set. */
  readonly outcome: string | undefined;
  readonly reason: string | undefined;
  /** Whom a change set assigns it to, and whom it was assigned to; undefined where it changes no assignments. */
  readonly targets: readonly unknown[] | undefined;
  readonly currentTargets: readonly unknown[] | undefined;
}

export const outcomeTones: Readonly<Record<string, Tone>> = {
  applied: "success",
  failed: "danger",
  not_reached: "warning",
  manual_required: "warning",
  update: "info",
  create: "info",
};

/** What needs a person comes first, then what changes. */
const order = ["failed", "not_reached", "manual_required", "update", "create", "applied", "skipped", "unchanged"];
const ended = new Set(["completed", "partial", "failed", "cancelled"]);

/** The items of a record, the failed ones first, then by name. */
export function itemRowsOf(record: Stored): readonly ItemRow[] {
  const isExecution = fieldOf(record, "isDryRun") === false;
  const hasEnded = isExecution && ended.has(textOf(record, "status") ?? "");
  const rows = listOf(record, "items").map((item): ItemRow => {
    const id = textOf(item, "itemId") ?? textOf(item, "policyId") ?? "";
    const result = fieldOf(item, "result");
    const preview = fieldOf(item, "preview");
    const shown = result ?? (isExecution && hasEnded ? undefined : preview);
    return {
      id,
      name: textOf(item, "displayName") ?? id,
      collection: textOf(item, "collection") ?? "",
      outcome: textOf(shown, "status") ?? textOf(shown, "change") ?? (hasEnded ? "not_reached" : undefined),
      reason: textOf(shown, "reason"),
      targets: definedList(preview, "targets"),
      currentTargets: definedList(preview, "currentTargets"),
    };
  });
  const rank = ({ outcome }: ItemRow) => (outcome === undefined ? order.length : order.indexOf(outcome));
  return rows.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

function definedList(holder: unknown, name: string): readonly unknown[] | undefined {
  return fieldOf(holder, name) === undefined ? undefined : listOf(holder, name);
}

/** Items of an ended restore that were not restored. */
export const wasNotRestored = ({ outcome }: ItemRow): boolean => outcome === "failed" || outcome === "not_reached";

/** Whether a preview can show how the provider's document differs from the backup. */
export const hasDifferences = ({ outcome }: ItemRow): boolean => outcome !== undefined && outcome !== "not_reached";
