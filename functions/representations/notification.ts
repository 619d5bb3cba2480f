import type * as z from "zod";
import { type Member, sees } from "../../shared/access/member.ts";
import type { RunTruths } from "../../shared/actionability/run-truths.ts";
import type { notificationAnswer } from "../../shared/contract/notifications.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import { canonicalTypeOf } from "../../shared/operations/aliases.ts";
import { headlineOf } from "../../shared/presenter/headline.ts";
import { runLabelOf } from "../../shared/presenter/labels.ts";
import type { Locale } from "../../shared/presenter/locale.ts";
import { staleLineageNoteOf } from "../../shared/presenter/run-words.ts";
import { stateOf } from "../../shared/presenter/state.ts";
import type { Notification } from "../../shared/records/notifications.ts";
import type { FindRelated } from "./related.ts";

type NotificationAnswer = z.input<typeof notificationAnswer>;

interface Dependencies {
  readonly queries: Pick<RunQueries, "getRuns">;
  readonly truths: Pick<RunTruths, "evaluateMany">;
  readonly findRelated: FindRelated;
}

/** Whether these memberships still grant access to the environment of the run that the notification reports. */
export function canSeeNotification(members: readonly Member[], { workspaceId, environmentId }: Notification): boolean {
  return members.some((member) => member.workspace.id === workspaceId && sees(member, environmentId));
}

/**
 * Presents notifications in their order, each from the current state of its run and by the derived facts that every
 * surface shares (spec 360). `members` must cover the workspaces of all notifications.
 */
export function createNotificationRepresentations({ queries, truths, findRelated }: Dependencies) {
  return async function presentNotifications(
    notifications: readonly Notification[],
    members: readonly Member[],
    locale: Locale,
  ): Promise<NotificationAnswer[]> {
    // Strongly consistent: a run whose end is reported must not be read as still running.
    const ids = notifications.map(({ runId }) => runId);
    const runs = new Map((await queries.getRuns(ids, { isConsistent: true })).map((run) => [run.id, run]));
    const all = [...runs.values()];
    const [truthOf, ...related] = await Promise.all([
      truths.evaluateMany(all),
      ...members.map((member) => {
        const theirs = all.filter(({ workspaceId }) => workspaceId === member.workspace.id);
        return findRelated(member, theirs);
      }),
    ]);
    const relatedOf = new Map(related.flatMap((found) => [...found]));

    return notifications.flatMap(({ id, runId, completedAt, readAt }) => {
      const run = runs.get(runId);
      if (run === undefined) return [];
      const truth = truthOf(run);
      const type = canonicalTypeOf(run.type);
      return {
        id,
        workspaceId: run.workspaceId,
        environmentId: run.environmentId,
        runId,
        type,
        label: runLabelOf({ type, context: run.context }, locale),
        outcome: run.outcome,
        state: stateOf(run, truth, locale),
        headline: headlineOf(run, truth, relatedOf.get(runId), locale),
        staleLineageNote: staleLineageNoteOf(truth.hasStaleLineage, locale),
        summaryCounts: run.summaryCounts,
        at: completedAt,
        readAt: readAt ?? null,
      };
    });
  };
}
export type PresentNotifications = ReturnType<typeof createNotificationRepresentations>;
