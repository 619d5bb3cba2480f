import { PutCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { createSuccessPointer, type Success, successPointerKey } from "../../shared/ledger/success-pointer.ts";
import { isLater } from "../../shared/run/generation.ts";
import { createEngineTable, type TestTable } from "../support/table.ts";

const instant = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString();
const success = (gen: number, over: Partial<Success> = {}): Success => ({
  runId: `R${gen}`,
  createdAt: instant(gen),
  completedAt: instant(gen),
  gen,
  epoch: "epoch1",
  ...over,
});

let table: TestTable;
let scopes = 0;
beforeAll(async () => {
  table = await createEngineTable();
});
const aScope = () => ({
  workspaceId: "acme",
  environmentId: "acme-prod",
  type: "policy.sync",
  correlationHash: `${scopes++}`,
});

describe("the success pointer", () => {
  it("proves the same in any order of events, despite clock skew", async () => {
    const pointer = createSuccessPointer(table);
    const orders = fc.tuple(
      fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 5 }),
      fc.nat(9),
      fc.infiniteStream(fc.nat(9)),
    );

    await fc.assert(
      fc.asyncProperty(orders, async ([gens, ofProblem, clock]) => {
        const scope = aScope();
        const nextInstant = () => instant(clock.next().value ?? 0);
        const successes = gens.map((gen) => success(gen, { createdAt: nextInstant(), completedAt: nextInstant() }));
        const problem = { gen: ofProblem, epoch: "epoch1", createdAt: nextInstant(), completedAt: nextInstant() };

        for (const one of [...successes, ...successes]) await pointer.remember(scope, one);

        const known = await pointer.findSuccesses(scope);
        expect(known).toHaveLength(1);
        expect(known.some((one) => isLater(one, problem))).toBe(successes.some((one) => isLater(one, problem)));
      }),
      { numRuns: 60 },
    );
  });

  it("keeps the highest generation under concurrent writes", async () => {
    const pointer = createSuccessPointer(table);
    const scope = aScope();

    await Promise.all([2, 4, 1, 3].map((gen) => pointer.remember(scope, success(gen))));

    expect(await pointer.findSuccesses(scope)).toEqual([success(4)]);
  });

  it("is replaced by a success of another epoch", async () => {
    const pointer = createSuccessPointer(table);
    const scope = aScope();
    await pointer.remember(scope, success(7));

    await pointer.remember(scope, success(1, { epoch: "epoch2" }));

    expect(await pointer.findSuccesses(scope)).toEqual([success(1, { epoch: "epoch2" })]);
  });

  it("reads and replaces the last release's item", async () => {
    const pointer = createSuccessPointer(table);
    const scope = aScope();
    const { gen: _gen, epoch: _epoch, ...old } = success(5);
    const before = { ...old, runId: "R0", createdAt: instant(0), completedAt: instant(9) };
    const item = {
      ...successPointerKey(scope),
      successes: [old, before],
      version: 3,
      newestCreatedAt: instant(5),
      newestCompletedAt: instant(9),
    };
    await table.client.send(new PutCommand({ TableName: table.tableName, Item: item }));

    expect(await pointer.findSuccesses(scope)).toEqual([old, before]);
    await pointer.remember(scope, success(1));
    expect(await pointer.findSuccesses(scope)).toEqual([success(1)]);
  });

  it.each([
    { minutes: 1, kept: "R5" },
    { minutes: 2, kept: "late" },
  ])("accepts a success without generation only when later by over a minute: $minutes", async (given) => {
    const pointer = createSuccessPointer(table);
    const scope = aScope();
    await pointer.remember(scope, success(5));
    const at = instant(5 + given.minutes);

    await pointer.remember(scope, { runId: "late", createdAt: at, completedAt: at });

    expect((await pointer.findSuccesses(scope)).map(({ runId }) => runId)).toEqual([given.kept]);
  });
});
