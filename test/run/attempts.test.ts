import { expect, it } from "vitest";
import { attemptsOf } from "../../shared/run/attempts.ts";
import type { Run } from "../../shared/run/run.ts";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString();
const completed = { status: "completed", outcome: "failed", completedAt: at(90) } as const;

it("each attempt of a run is handed over, not reported or ended", () => {
  const run = aRun({
    ...completed,
    claims: [at(1), at(20), at(60)],
    handovers: 1,
    handedOver: [{ attempt: 1, at: at(15) }],
    endedBy: { source: "worker" },
  });

  expect(attemptsOf(run)).toEqual([
    { number: 1, startedAt: at(1), endedAt: at(15), end: "handed_over" },
    { number: 2, startedAt: at(20), endedAt: at(60), end: "not_reported" },
    { number: 3, startedAt: at(60), endedAt: at(90), end: "ended" },
  ]);
});

it("the last attempt reports nothing when another writer ended its run", () => {
  const run = aRun({ ...completed, claims: [at(1)], endedBy: { source: "scheduled_reconciler" } });

  expect(attemptsOf(run)).toMatchObject([{ endedAt: at(90), end: "closed" }]);
});

it("an active attempt has no end", () => {
  expect(attemptsOf(aRun({ status: "running", claims: [at(1)] }))).toMatchObject([{ endedAt: null, end: "running" }]);
});

it("a run of the last release does not say which attempts handed over", () => {
  const run = aRun({ status: "running", claims: [at(1), at(20)], handovers: 1 });

  expect(attemptsOf(run)[0]).toMatchObject({ endedAt: at(20), end: "continued" });
});

function aRun(given: Partial<Run>): Run {
  return {
    id: "01KEXAMPLE0000000000000000",
    type: "policy.sync",
    workspaceId: "acme",
    environmentId: "acme-prod",
    status: "queued",
    outcome: "pending",
    initiator: { id: "operator", name: "Operator" },
    createdAt: at(0),
    claims: [],
    attempt: given.claims?.length ?? 0,
    tries: 0,
    handovers: 0,
    waitedSeconds: 0,
    inputElsewhere: false,
    context: {},
    summaryCounts: {},
    failures: [],
    ...given,
  };
}
