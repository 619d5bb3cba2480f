import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isLater } from "../../shared/derived/supersession.ts";
import { createSuccessPointer, type Success } from "../../shared/ledger/success-pointer.ts";
import { createTestTable } from "../support/table.ts";

const instant = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString();

describe("the success pointer", () => {
  it("proves a problem superseded exactly when one of the successes does, in any order of events, twice over", async () => {
    const pointer = createSuccessPointer(await createTestTable());
    let scopes = 0;
    const order = fc
      .uniqueArray(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 1, maxLength: 4 })
      .chain((pairs) => fc.tuple(fc.shuffledSubarray(pairs, { minLength: pairs.length }), fc.nat(9), fc.nat(9)));

    await fc.assert(
      fc.asyncProperty(order, async ([pairs, createdAt, completedAt]) => {
        const scope = {
          workspaceId: "acme",
          environmentId: "acme-prod",
          type: "policy.sync",
          correlationHash: `${scopes++}`,
        };
        const successes = pairs.map(
          ([created, completed], n): Success => ({
            runId: `R${n}`,
            createdAt: instant(created),
            completedAt: instant(completed),
          }),
        );
        const problem = { createdAt: instant(createdAt), completedAt: instant(completedAt) };

        for (const success of [...successes, ...successes]) await pointer.remember(scope, success);

        const known = await pointer.findSuccesses(scope);
        expect(known.some((success) => isLater(success, problem))).toBe(
          successes.some((success) => isLater(success, problem)),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("keeps every proof when successes are remembered at the same time", async () => {
    const pointer = createSuccessPointer(await createTestTable());
    const scope = { workspaceId: "acme", environmentId: null, type: "policy.sync", correlationHash: "h" };
    const crossing = [0, 1, 2].map(
      (n): Success => ({ runId: `R${n}`, createdAt: instant(n), completedAt: instant(9 - n) }),
    );

    await Promise.all(crossing.map((success) => pointer.remember(scope, success)));

    expect((await pointer.findSuccesses(scope)).map((success) => success.runId).sort()).toEqual(["R0", "R1", "R2"]);
  });
});
