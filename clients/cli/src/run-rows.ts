import type { components } from "../../sdk/src/schema.ts";
import type { RunDetail } from "../../sdk/src/wait-for-run.ts";

type Run = components["schemas"]["Run"];

/** A run as a line of a list. */
export function runRow({ id, label, environmentId, state, createdAt, reason, headline }: Run) {
  return {
    run: id,
    created: createdAt,
    operation: label,
    environment: environmentId ?? "",
    state,
    why: reason?.text ?? headline,
  };
}

/** A run as its facts, the answer first. */
export function runFacts(run: RunDetail) {
  return {
    state: run.state,
    headline: run.headline,
    why: run.cause?.text ?? run.reason?.text ?? null,
    followUp: run.problemClass === "none" ? null : run.actionability.label,
    next: run.nextAction.who ?? run.nextAction.label,
    progress: run.status === "completed" ? null : run.progress.label,
    duration: run.duration.label,
    run: run.id,
    operation: `${run.label} (${run.type})`,
    environment: run.environmentName ?? run.environmentId,
    created: run.createdAt,
    completed: run.completedAt,
    initiator: run.initiator.id,
    counts: run.counts.map(({ label, value }) => `${label} ${value}`).join(", "),
    failures: run.failures.map(({ code, message }) => `${code}: ${message}`).join("; "),
    record: run.related === null ? null : `${run.related.type}/${run.related.id}`,
    reference: run.externalReference,
    repeats: run.repeats,
    actions: run.actions.map(({ action }) => action).join(", "),
  };
}
