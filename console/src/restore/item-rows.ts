import type { Tone } from "../../../shared/run/verdicts.ts";
import { fieldOf, listOf, type Stored, textOf } from "../environment/fields.ts";

/** One policy of a backup set or of a restore. */
export interface ItemRow {
  readonly id: string;
  readonly name: string;
  readonly collection: string;
  /** The code of the result, else of the predicted effect; undefined for an item of a backup set. */
  readonly outcome: string | undefined;
  /** The same in words, with the cause. */
  readonly badge: { readonly label: string; readonly tone: Tone } | undefined;
  readonly reason: string | undefined;
  /** Whom a change set assigns it to, and whom it was assigned to; undefined where it changes no assignments. */
  readonly targets: readonly unknown[] | undefined;
  readonly currentTargets: readonly unknown[] | undefined;
  /** Objects of the source of a promotion with their counterparts. */
  readonly mapping: readonly unknown[];
}

/** What needs a person comes first, then what changes. */
const order = [
  "failed",
  "not_verified",
  "not_reached",
  "manual_required",
  "update",
  "create",
  "applied",
  "skipped",
  "unchanged",
];

/** The items of a record, the failed ones first, then by name. */
export function itemRowsOf(record: Stored): readonly ItemRow[] {
  const rows = listOf(record, "items").map((item): ItemRow => {
    const id = textOf(item, "itemId") ?? textOf(item, "policyId") ?? "";
    const preview = fieldOf(item, "preview");
    const shown = fieldOf(item, "outcome");
    const outcome = textOf(shown, "code");
    return {
      id,
      name: textOf(item, "displayName") ?? id,
      collection: textOf(item, "collection") ?? "",
      outcome,
      badge: outcome === undefined ? undefined : { label: textOf(shown, "label") ?? outcome, tone: toneIn(shown) },
      reason: textOf(shown, "reason"),
      targets: definedList(preview, "targets"),
      currentTargets: definedList(preview, "currentTargets"),
      mapping: listOf(preview, "mapping"),
    };
  });
  const rank = ({ outcome }: ItemRow) => (outcome === undefined ? order.length : order.indexOf(outcome));
  return rows.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

const tones = ["danger", "warning", "info", "success", "neutral"] as const satisfies readonly Tone[];
const toneIn = (shown: unknown): Tone => tones.find((one) => one === textOf(shown, "tone")) ?? "neutral";

function definedList(holder: unknown, name: string): readonly unknown[] | undefined {
  return fieldOf(holder, name) === undefined ? undefined : listOf(holder, name);
}

/** Items of an ended restore that were not restored. */
export const wasNotRestored = ({ outcome }: ItemRow): boolean =>
  outcome === "failed" || outcome === "not_verified" || outcome === "not_reached";

/** Whether a preview can show how the provider's document differs from the backup. */
export const hasDifferences = ({ outcome }: ItemRow): boolean => outcome !== undefined && outcome !== "not_reached";
