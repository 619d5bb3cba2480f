import type * as z from "zod";
import { isArchived, type Member } from "../../../shared/access/member.ts";
import { formerCauseKeyOf } from "../../../shared/actionability/cause-key.ts";
import { type EvaluatedRun, type OpenWork, workOf } from "../../../shared/actionability/open-work.ts";
import type { causeDryRun } from "../../../shared/contract/hub.ts";
import { showCause } from "../../../shared/contract/operation-routes.ts";
import { deriveRepeatVerdict } from "../../../shared/derived/repeat-verdict.ts";
import { canonicalTypeOf } from "../../../shared/operations/aliases.ts";
import { findOperation } from "../../../shared/operations/registry.ts";
import { labelOf } from "../../../shared/presenter/labels.ts";
import type { Locale } from "../../../shared/presenter/locale.ts";
import { repeatWordsOf } from "../../../shared/presenter/repeat-words.ts";
import { stateOf } from "../../../shared/presenter/state.ts";
import { unreadOf } from "../../../shared/presenter/surface-words.ts";
import { bulkItemsMax } from "../../../shared/run/bulk.ts";
import type { RepeatVerdictKind } from "../../../shared/run/repeat-verdicts.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { notFound } from "../../middleware/errors.ts";
import { need } from "../../middleware/scope-guard.ts";
import { mayReadRelated } from "../../representations/related.ts";
import { causeGroupOf } from "../cause-answer.ts";
import { causeGroupsOf, shownRunOf } from "../cause-groups.ts";
import { causeWindowOf, isWithin, windowAnswerOf, workWithin } from "../cause-window.ts";
import { placesOf, textsOf } from "../hub-filter.ts";
import { memberOr404 } from "../member-or-404.ts";
import type { SurfaceParts } from "../surface-parts.ts";

type CauseMember = z.input<typeof causeDryRun>["items"][number];

/**
 * Sorts the runs of one cause by what running them again would be. Reads only; the bulk action that follows sorts each
 * run again.
 */
export const showCauseEndpoint = ({ access, reader, presentRuns, clock }: SurfaceParts) =>
  readEndpoint(showCause, async ({ caller, locale, query, param }) => {
    const { environmentId } = query;
    const window = causeWindowOf(query.window, clock.now());
    const member = await memberOr404(access, caller, param("ws"), environmentId);
    need(member, showCause.capability);

    const [places, { work, queue, activeWork }] = await Promise.all([
      access.listEnvironments(member),
      reader.readSnapshot(member, { environmentId, open: ["A", "P"], rows: {} }),
    ]);
    const within = workWithin(work, window);
    const group = causeGroupsOf(within).find(({ key }) => key === param("cause"));
    const solved = solvedOf(work, param("cause")).filter(({ run }) => isWithin(window)(run));
    if (group === undefined && solved.length === 0) throw notFound();

    const newest = (group?.issues ?? []).map((issue) => issue.newest);
    const ids = newest
      .map(({ id }) => id)
      .toSorted()
      .toReversed()
      .slice(0, bulkItemsMax);
    const known = new Map(newest.flatMap(({ id, judged }) => (judged === undefined ? [] : [[id, judged] as const])));
    const loaded = await reader.judgeIds(ids.filter((id) => !known.has(id)));
    const judged = [...ids.flatMap((id) => known.get(id) ?? []), ...loaded, ...solved]
      .toSorted((a, b) => (a.run.id < b.run.id ? 1 : -1))
      .slice(0, bulkItemsMax);
    const nameOf = new Map(places.map(({ id, name }) => [id, name]));
    const items = judged.map((one) => memberOf(member, one, { nameOf, activeWork }, locale));
    const shown = group && (shownRunOf(group)?.judged ?? judged.find(({ run }) => run.id === ids[0]));
    const present = await presentRuns(member, shown === undefined ? [] : [shown], locale, {
      places,
      queue,
      activeWork,
    });
    const list = {
      ...(environmentId !== undefined && { environmentId }),
      ...(window !== undefined && { from: window.from }),
    };
    const countOf = (kind: RepeatVerdictKind) => items.filter(({ verdict }) => verdict === kind).length;
    const unread = unreadOf(work, locale);
    const body: z.input<typeof causeDryRun> = {
      group: group && shown ? causeGroupOf(group, present(shown), work, { nameOf, list, locale }) : null,
      window: window === undefined ? null : windowAnswerOf(window, within, locale),
      counts: {
        total: items.length,
        alreadyTrue: countOf("already_true"),
        needed: countOf("needed"),
        needsPerson: countOf("needs_person"),
      },
      capped: unread !== null || newest.length + solved.length > items.length,
      items,
      unread,
      appliedFilters: { ...textsOf(query), ...placesOf(environmentId), repeatsOfOneWork: "newest_only" },
      checkedAt: clock.now().toISOString(),
    };
    return { status: 200, body };
  });

/** The solved problems that had this cause, the newest of each line, without lines that still have an open issue. */
function solvedOf({ solved, issues }: OpenWork, key: string): EvaluatedRun[] {
  const open = new Set(issues.map(({ newest }) => newest.work));
  const newest = new Map<string, EvaluatedRun>();
  for (const one of solved) {
    const work = workOf(one.run) ?? one.run.id;
    const other = newest.get(work);
    if (open.has(work) || formerCauseKeyOf(one) !== key) continue;
    if (other === undefined || one.run.id > other.run.id) newest.set(work, one);
  }
  return [...newest.values()];
}

function memberOf(
  member: Member,
  { run, truth }: EvaluatedRun,
  { nameOf, activeWork }: { readonly [Key in "nameOf" | "activeWork"]: ReadonlyMap<string, string> },
  locale: Locale,
): CauseMember {
  const { environmentId } = run;
  const type = canonicalTypeOf(run.type);
  const { verdict, reason, proof } = deriveRepeatVerdict({
    truth,
    operation: findOperation(run.type),
    can: member.can,
    isArchived: isArchived(member, environmentId),
    activeRepeat: activeWork.get(workOf(run) ?? ""),
  });
  const isShown = proof !== undefined && (proof.type === "operation_run" || mayReadRelated(run, proof, member));
  const words = repeatWordsOf(verdict, reason, locale);
  return {
    ...{ runId: run.id, type, label: labelOf(type, locale), environmentId, createdAt: run.createdAt },
    environmentName: nameOf.get(environmentId ?? "") ?? null,
    state: stateOf(run, truth, locale),
    ...{ verdict, verdictLabel: words.label, reason: { code: reason, text: words.text } },
    proof: isShown ? { type: proof.type, id: proof.id } : null,
  };
}
