import type { Member } from "../../shared/access/member.ts";
import type { RunDetail } from "../../shared/contract/runs.ts";
import { derivePolling } from "../../shared/derived/polling.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { attemptLabelOf } from "../../shared/presenter/attempt-label.ts";
import { explain } from "../../shared/presenter/explain.ts";
import { bannerOf } from "../../shared/presenter/headline.ts";
import type { Locale } from "../../shared/presenter/locale.ts";
import {
  countsOf,
  decisionsOf,
  reconciliationNoteOf,
  staleLineageNoteOf,
  transitionLabelOf,
} from "../../shared/presenter/run-words.ts";
import { attemptsOf } from "../../shared/run/attempts.ts";
import { type LifecycleOverrides, lifecycleOf } from "../../shared/run/lifecycle.ts";
import type { Run } from "../../shared/run/run.ts";
import { isActive } from "../../shared/run/status.ts";
import { transitionsOf } from "../../shared/run/transitions.ts";
import { contextWithout } from "./related.ts";
import type { GatheredRun, KnownFacts, RunRepresentations } from "./run.ts";

interface Dependencies {
  readonly answers: RunRepresentations;
  readonly overrides: LifecycleOverrides;
}

/** Presents one run in detail: the list answer, its explanation and its transitions. */
export function createRunDetail({ answers, overrides }: Dependencies) {
  return async function detailOf(
    member: Member,
    run: Run,
    /** Other runs of the same work, newest first. */
    others: readonly Run[],
    locale: Locale,
    known: Pick<KnownFacts, "queue" | "activeWork">,
  ): Promise<RunDetail> {
    const [gathered, ...beside] = await answers.gather(member, [run, ...others], known);
    if (gathered === undefined) throw new Error(`Nothing was gathered about run ${run.id}.`);
    const sameWork = beside.map((other) => {
      const { id, createdAt, state, headline, initiator } = answers.answer(member, other, locale);
      return { id, createdAt, state, headline, initiator };
    });
    return { ...presentDetail(member, gathered, locale), sameWork };
  };

  function presentDetail(member: Member, gathered: GatheredRun, locale: Locale): Omit<RunDetail, "sameWork"> {
    const { run, truth, related } = gathered;
    const operation = findOperation(run.type);
    const lifecycle = operation === undefined ? "uncovered" : lifecycleOf(operation, overrides);
    const explained = {
      lifecycle,
      hasAdapter: operation !== undefined && operation.reconcile !== "unsupported",
      isProvenByRecord: operation !== undefined && operation.provenBy !== "nothing",
    };
    const answer = answers.answer(member, gathered, locale);
    return {
      ...answer,
      decisionZone: {
        freshnessState: truth.freshness,
        problemClass: truth.problemClass,
        isCurrentlyActive: isActive(run.status),
        isReconciled: truth.isReconciled,
        staleLineageNote: staleLineageNoteOf(truth.hasStaleLineage, locale),
        // Badge and headline are reused, so banner, guidance and summary cannot disagree.
        banner: { tone: answer.state.tone, text: bannerOf(run, truth, related, answer.cause, locale) },
        primaryNextAction: answer.nextAction,
      },
      explanation: explain(run, truth, explained, answer.actionability, locale),
      transitions: transitionsOf(run).map((step) => ({ ...step, label: transitionLabelOf(step, run, locale) })),
      attempts: attemptsOf(run).map((attempt) => ({ ...attempt, label: attemptLabelOf(attempt, answer, locale) })),
      logReference: member.can("operations.diagnostics") ? logReferenceOf(run) : null,
      decisions: decisionsOf(run, locale),
      counts: countsOf(run.summaryCounts, locale),
      reconciliationNote: reconciliationNoteOf(run, locale),
      repeats: run.repeats ?? null,
      context: member.can("operations.diagnostics") ? contextWithout(run, related) : null,
      polling: derivePolling([run]),
      checkedAt: truth.at.toISOString(),
    };
  }
}
const logReferenceOf = ({ endedBy, messageId, context }: Run) => ({
  traceId: endedBy?.traceId ?? null,
  messageId: messageId ?? context.dispatch?.queueJobId ?? null,
});

export type DetailOf = ReturnType<typeof createRunDetail>;
