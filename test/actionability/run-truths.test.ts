import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRunTruths } from "../../shared/actionability/run-truths.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { correlationHashOf } from "../../shared/run/identity.ts";
import { aRun } from "../derived/runs.ts";
import { anyHistory, createHistoryTable, inSeparateWorkspaces, minute, store } from "./histories.ts";
import { referenceVerdict } from "./reference-verdict.ts";

const historiesMin = 10_000;

describe("derived facts of runs", () => {
  it(`match the specification in ${historiesMin} histories, for one run and for batches`, async () => {
    const { target } = createHistoryTable();
    const { evaluate, evaluateMany } = createRunTruths({ ...target, findOperation, overrides: {} });
    const seen = new Map<string, number>();
    let histories = 0;

    await fc.assert(
      fc.asyncProperty(anyHistory, async (made) => {
        const history = inSeparateWorkspaces(made, String(histories++));
        await store(target, history);
        const truthOf = await evaluateMany(history.runs);
        for (const run of history.runs) {
          const truth = truthOf(run);
          const { status, reasonCode } = truth.actionability;
          expect(await evaluate(run)).toEqual(truth);
          expect(status).toBe(referenceVerdict(run, history));
          seen.set(reasonCode, (seen.get(reasonCode) ?? 0) + 1);
        }
      }),
      { numRuns: historiesMin },
    );

    expect(histories).toBeGreaterThanOrEqual(historiesMin);
    for (const reason of [
      "later_success",
      "provider_current_state",
      "artifact_usable",
      "connection_disabled",
      "proof_ambiguous",
      "scope_incomplete",
      "no_proof",
    ]) {
      expect([reason, (seen.get(reason) ?? 0) > 20]).toEqual([reason, true]);
    }
  });

  it("are derived without a read for runs that no proof can resolve", async () => {
    const { target, calls } = createHistoryTable();
    const { evaluateMany } = createRunTruths({ ...target, findOperation, overrides: {} });
    const ended = { status: "completed", completedAt: minute(1), correlationHash: "h" } as const;
    calls.length = 0;

    await evaluateMany([
      aRun({ ...ended, id: "a", outcome: "succeeded" }),
      aRun({ ...ended, id: "b", outcome: "failed", type: "restore.execute" }),
      aRun({ ...ended, id: "c", outcome: "failed", type: "inventory_sync" }),
      aRun({ ...ended, id: "d", outcome: "failed", acknowledged: { by: "owner", at: minute(2), note: "looked into" } }),
      aRun({ id: "e", status: "running", startedAt: minute(0) }),
    ]);

    expect(calls).toEqual([]);
  });

  it.each([
    { rows: 1, calls: 1 },
    { rows: 25, calls: 1 },
    { rows: 26, calls: 2 },
    { rows: 50, calls: 2 },
    { rows: 100, calls: 4 },
  ])("are derived in $calls calls of 100 keys for $rows different problems", async (want) => {
    const { target, calls } = createHistoryTable();
    const { evaluateMany } = createRunTruths({ ...target, findOperation, overrides: {} });
    const problems = Array.from({ length: want.rows }, (_, n) => {
      const context = { fingerprint: `f${n}`, providerConnectionId: `c${n}` };
      const correlationHash = correlationHashOf(["fingerprint"], context) ?? "";
      return aRun({
        id: `run-${n}`,
        type: "environment.review.compose",
        status: "completed",
        outcome: "blocked",
        endedBy: { source: "worker", reasonCode: "provider_consent_missing" },
        completedAt: minute(1),
        correlationHash,
        context,
      });
    });
    calls.length = 0;

    await evaluateMany(problems);

    expect(calls).toEqual(Array(want.calls).fill("BatchGetItem"));
  });

  it("are derived with one request for each shared proof", async () => {
    const { target, calls } = createHistoryTable();
    const { evaluateMany } = createRunTruths({ ...target, findOperation, overrides: {} });
    const context = { selectionHash: "s1" };
    const correlationHash = correlationHashOf(["selectionHash"], context) ?? "";
    const problems = Array.from({ length: 100 }, (_, n) =>
      aRun({
        id: `run-${n}`,
        status: "completed",
        outcome: "failed",
        completedAt: minute(1),
        correlationHash,
        context,
      }),
    );
    calls.length = 0;

    await evaluateMany(problems);

    expect(calls).toEqual(["BatchGetItem"]);
  });
});
