import type * as z from "zod";
import type { OpenWork } from "../../shared/actionability/open-work.ts";
import type { causeGroup } from "../../shared/contract/hub.ts";
import type { RunAnswer } from "../../shared/contract/runs.ts";
import { idTime } from "../../shared/foundation/ids.ts";
import { labelOf } from "../../shared/presenter/labels.ts";
import type { Locale } from "../../shared/presenter/locale.ts";
import { causeWordsOf } from "../../shared/presenter/surface-words.ts";
import { type CauseGroup, runsOf } from "./cause-groups.ts";
import type { ListLink } from "./hub-filter.ts";

const namesMax = 5;

interface Place {
  readonly nameOf: ReadonlyMap<string, string>;
  /** The filters of the answer, which the list of each group has as well. */
  readonly list: Pick<ListLink, "environmentId" | "from">;
  readonly locale: Locale;
}

/** A cause with its counts and its list; `newest` is a recent run of it. */
export function causeGroupOf(
  group: CauseGroup,
  newest: RunAnswer,
  work: Pick<OpenWork, "isProblemsWhole" | "unchecked">,
  { nameOf, list, locale }: Place,
): z.input<typeof causeGroup> {
  const { key, cause, isOpen, issues } = group;
  const runs = issues.map((issue) => issue.newest);
  const ids = runs.map(({ id }) => id).toSorted();
  const oldest = issues.map(({ oldestId }) => oldestId).toSorted();
  const environments = [...new Set(runs.flatMap((run) => run.environmentId ?? []))];
  const operations = [...new Set(runs.map(({ type }) => labelOf(type, locale)))];
  const capped = !work.isProblemsWhole || work.unchecked.length > 0;
  const tab = isOpen ? "needs_attention" : "resolved_history";
  return {
    key,
    cause,
    text: newest.cause?.text ?? newest.reason?.text ?? newest.headline,
    at: newest.cause?.at ?? null,
    state: newest.state,
    isOpen,
    guidance: causeWordsOf(cause, locale).guidance,
    environments: environments.slice(0, namesMax).map((id) => ({ id, name: nameOf.get(id) ?? id })),
    environmentCount: environments.length,
    operations: operations.slice(0, namesMax),
    count: { value: issues.length, capped, list: { tab, causeKey: key, ...list } },
    runs: { value: runsOf(group), capped },
    since: idTime(oldest[0] ?? newest.id).toISOString(),
    latest: idTime(ids.at(-1) ?? newest.id).toISOString(),
    newest,
  };
}
