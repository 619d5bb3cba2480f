import type * as z from "zod";
import { type Member, sees } from "../../shared/access/member.ts";
import { actionResults } from "../../shared/contract/actions.ts";
import type { bulkAction } from "../../shared/contract/bulk-actions.ts";
import { labelOf } from "../../shared/presenter/labels.ts";
import { type Locale, wordsOf } from "../../shared/presenter/locale.ts";
import type { BulkAction, BulkItem } from "../../shared/records/bulk-actions.ts";

type Answer = z.input<typeof bulkAction>;
type Result = NonNullable<Answer["items"][number]["result"]>;
const results: readonly Result[] = [...actionResults, "already_true", "needs_person", "refused", "not_queued"];
const inVain: ReadonlySet<Result | null> = new Set(["refused", "not_queued", "needs_person"]);

/** A bulk action as a member sees it: without the runs of environments that they do not see. */
export function bulkAnswerOf(member: Member, { header, items }: BulkAction, locale: Locale, now: Date): Answer {
  const { actions, bulk } = wordsOf(locale);
  const seen = items.filter(({ environmentId }) => sees(member, environmentId));
  const shown = seen.map((item) => {
    const { runId, type, environmentId, newRunId = null } = item;
    const result = resultOf(item);
    const resultLabel = bulk.results[result ?? "waiting"];
    return { runId, label: labelOf(type, locale), environmentId, result, resultLabel, newRunId };
  });
  return {
    id: header.id,
    action: header.action,
    label: header.action === "unknown" ? bulk.unknownAction : actions[header.action],
    note: header.note ?? null,
    by: header.by,
    createdAt: header.createdAt,
    isComplete: items.every(({ result }) => result !== undefined),
    counts: {
      total: shown.length,
      done: shown.filter(({ result }) => result !== null && !inVain.has(result)).length,
      refused: shown.filter(({ result }) => inVain.has(result)).length,
      alreadyTrue: shown.filter(({ result }) => result === "already_true").length,
      needsPerson: shown.filter(({ result }) => result === "needs_person").length,
    },
    items: shown,
    checkedAt: now.toISOString(),
  };
}

/** A result that only a newer release knows is read as unknown. */
function resultOf({ result }: BulkItem): Result | null {
  return result === undefined ? null : (results.find((known) => known === result) ?? "unknown");
}
