import { deriveEligibility } from "../../../shared/derived/actions.ts";
import { deriveRunTruth } from "../../../shared/derived/run-truth.ts";
import { deriveWaiting } from "../../../shared/derived/waiting.ts";
import { findOperation } from "../../../shared/operations/registry.ts";
import { connectionCauseKeyOf } from "../../../shared/presenter/cause.ts";
import { durationKeyOf } from "../../../shared/presenter/duration-label.ts";
import { treesOf } from "../../../shared/presenter/explanation-trees.ts";
import { headlineKeyOf } from "../../../shared/presenter/headline.ts";
import { wordsOf } from "../../../shared/presenter/locale.ts";
import {
  actionabilityKeyOf,
  failuresOf,
  reasonKeyOf,
  reconciliationKeyOf,
  transitionKeyOf,
} from "../../../shared/presenter/run-words.ts";
import { stateKeyOf } from "../../../shared/presenter/state.ts";
import { attemptsOf } from "../../../shared/run/attempts.ts";
import { lifecycleOf } from "../../../shared/run/lifecycle.ts";
import { transitionsOf } from "../../../shared/run/transitions.ts";
import { NOW } from "../../derived/runs.ts";
import type { Scene } from "./world.ts";

/** One sentence about a run, by its place in a locale. */
export type SentenceRef = readonly [section: string, key: string];

/** Every sentence the presenter produces for a scene, by key. */
export function sentencesOf(scene: Scene): SentenceRef[] {
  const { run, proofs, isWindowLong } = scene;
  const operation = findOperation(run.type);
  const overrides = isWindowLong ? { [run.type]: { runningStaleAfterSeconds: 3600 } } : {};
  const truth = deriveRunTruth(run, operation, proofs, overrides, NOW);
  const lifecycle = operation === undefined ? "uncovered" : lifecycleOf(operation, overrides);
  const related = scene.hasRelatedReview ? { type: "environment_review", id: "r1" } : undefined;
  const activeRepeat = scene.isRepeated && run.status === "completed" ? "repeat" : undefined;
  const { actions, next } = deriveEligibility({
    run,
    truth,
    operation,
    related,
    can: () => scene.mayAct,
    activeRepeat,
  });
  const waiting = deriveWaiting(run, truth.freshness, NOW)?.reason;
  const explainedOperation = {
    lifecycle,
    hasAdapter: operation !== undefined && operation.reconcile !== "unsupported",
    isProvenByRecord: operation !== undefined && operation.provenBy !== "nothing",
  };
  const trees = Object.values(treesOf(run, truth, explainedOperation, {}));
  const reason = reasonKeyOf(truth);
  const cause = connectionCauseKeyOf(run, truth);
  const note = reconciliationKeyOf(run);
  const known = wordsOf("en").failures;

  return [
    ["headlines", headlineKeyOf(run, truth, related)],
    ...progressOf(truth.progress),
    ["durations", durationKeyOf(truth.duration, run.status)],
    ["states", stateKeyOf(run, truth)],
    ["freshness", truth.freshness],
    ["actionability", actionabilityKeyOf(run.status, truth)],
    ...(reason === null ? [] : [["reasons", reason] as const]),
    ...actions.map(({ consequence }) => ["consequences", consequence] as const),
    ["nextActions", next.kind],
    ...(cause === null ? [] : [["causes", cause] as const]),
    ...(waiting === undefined ? [] : [["waiting", waiting] as const]),
    ...(waiting === undefined || scene.ahead === undefined ? [] : [["queuedBehind", aheadKeyOf(scene.ahead)] as const]),
    ...(note === null ? [] : [["reconciliation", note] as const]),
    ...transitionsOf(run).map((step) => ["transitions", transitionKeyOf(step, run)] as const),
    ...attemptsOf(run).map(({ end }) => ["attemptEnds", end] as const),
    ...(truth.hasStaleLineage ? [["lineage", "staleLineageNote"] as const] : []),
    ...failuresOf(run.failures, "en").map(
      ({ code }) => ["failures", Object.hasOwn(known, code) ? code : "other"] as const,
    ),
    ...trees.flatMap(({ facts, rule, verdict, saidAs = verdict, wouldChange }): SentenceRef[] => [
      ...facts.map((fact) => ["facts", typeof fact === "string" ? fact : fact.code] as const),
      ["rules", rule],
      ["verdicts", saidAs],
      ...wouldChange.map((change) => ["changes", change] as const),
    ]),
  ];
}

function progressOf(progress: ReturnType<typeof deriveRunTruth>["progress"]): SentenceRef[] {
  if (progress.kind === "phased") return [["phases", progress.phase]];
  if (progress.kind === "activity") return [["progress", progress.isStarted ? "started" : "waiting"]];
  return [["progress", progress.kind]];
}

const aheadKeyOf = (ahead: number) => (ahead === 0 ? "none" : ahead === 1 ? "one" : "other");
