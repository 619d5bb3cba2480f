import fc from "fast-check";
import { expect, it } from "vitest";
import { byUrgency, type Cell, deriveCell } from "../../shared/derived/promise-cell.ts";
import { NOW, secondsAgo } from "./runs.ts";

const hour = 3600;
const promise = { proof: "backup", withinSeconds: 10 * hour, effectiveFrom: secondsAgo(1000 * hour) } as const;
const facts = { promise, environmentCreatedAt: undefined, proofs: {}, exception: undefined };
const provenAgo = (seconds: number) => ({ backup: { runId: "run", asOf: secondsAgo(seconds) } });

it.each([
  { age: 0, state: "kept" },
  { age: 8 * hour - 1, state: "kept" },
  { age: 8 * hour, state: "due_soon" },
  { age: 10 * hour, state: "due_soon" },
  { age: 10 * hour + 1, state: "broken" },
])("promise of ten hours with a proof of $age s is $state", ({ age, state }) => {
  const cell = deriveCell({ ...facts, proofs: provenAgo(age) }, NOW);

  expect(cell.state).toBe(state);
  expect(cell.brokenSince).toBe(state === "broken" ? secondsAgo(1) : undefined);
});

it.each([
  { what: "an unread proof", given: { proofs: undefined }, reason: "not_readable" },
  {
    what: "an unreadable instant",
    given: { proofs: { backup: { runId: "r", asOf: "soon" } } },
    reason: "not_readable",
  },
  { what: "a proof of a clock that is ahead", given: { proofs: provenAgo(-61) }, reason: "not_readable" },
  { what: "a kind of a newer release", given: { promise: { ...promise, proof: "unknown" } }, reason: "not_readable" },
  { what: "a new environment", given: { environmentCreatedAt: secondsAgo(10 * hour) }, reason: "never_proven_yet" },
  { what: "an exception", given: { exception: { until: secondsAgo(-1) } }, reason: "excepted" },
  {
    what: "an old proof before the promise takes effect",
    given: { promise: { ...promise, effectiveFrom: secondsAgo(-hour) }, proofs: provenAgo(11 * hour) },
    reason: "not_effective_yet",
  },
] as const)("promise is unknown with $what", ({ given, reason }) => {
  expect(deriveCell({ ...facts, ...given }, NOW)).toMatchObject({ state: "unknown", reason });
});

it.each([
  { what: "without a proof, from its beginning on", given: {}, since: 990 * hour },
  {
    what: "in a newer environment, from its creation on",
    given: { environmentCreatedAt: secondsAgo(11 * hour) },
    since: hour,
  },
  { what: "after an exception ended", given: { exception: { until: secondsAgo(0) } }, since: 990 * hour },
  {
    what: "with a proof that was too old when it was promised, from the promise on",
    given: { promise: { ...promise, effectiveFrom: secondsAgo(2 * hour) }, proofs: provenAgo(50 * hour) },
    since: 2 * hour,
  },
] as const)("promise is broken $what", ({ given, since }) => {
  expect(deriveCell({ ...facts, ...given }, NOW)).toMatchObject({ state: "broken", brokenSince: secondsAgo(since) });
});

/** A history of full successes; which of them were recorded follows from their first claims alone. */
const history = fc.record({
  claims: fc.array(fc.integer({ min: -10, max: 200 }), { maxLength: 5 }),
  within: fc.integer({ min: 1, max: 100 }),
  effective: fc.integer({ min: -50, max: 300 }),
  created: fc.option(fc.integer({ min: -50, max: 300 }), { nil: undefined }),
  exception: fc.option(fc.integer({ min: -50, max: 50 }), { nil: undefined }),
  isRead: fc.boolean(),
});

it("promise is as a full model of its environment says, whatever ran when", () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(history, ({ claims, within, effective, created, exception, isRead }) => {
      const newest = claims.length === 0 ? undefined : Math.min(...claims);
      const cell = deriveCell(
        {
          promise: { proof: "backup", withinSeconds: within, effectiveFrom: secondsAgo(effective) },
          environmentCreatedAt: created === undefined ? undefined : secondsAgo(created),
          proofs: isRead ? (newest === undefined ? {} : provenAgo(newest)) : undefined,
          exception: exception === undefined ? undefined : { until: secondsAgo(-exception) },
        },
        NOW,
      );
      seen.set(cell.state, (seen.get(cell.state) ?? 0) + 1);

      const isExcepted = exception !== undefined && exception > 0;
      const isProven = claims.some((age) => age <= within);
      const promisedFor = Math.min(effective, created ?? effective);
      const isBroken = isProven ? false : newest === undefined ? promisedFor > within : promisedFor > 0;
      const isCalm = cell.state === "kept" || cell.state === "due_soon";
      expect(isCalm).toBe(!isExcepted && isRead && isProven);
      expect(cell.state === "broken").toBe(!isExcepted && isRead && isBroken);
      expect(cell.state === "unknown").toBe(cell.reason !== undefined);
      expect(cell.state === "broken").toBe(cell.brokenSince !== undefined);
    }),
    { numRuns: 2000 },
  );
  expect([...seen.keys()].toSorted()).toEqual(["broken", "due_soon", "kept", "unknown"]);
});

it("broken promises come first, the longest broken at the top", () => {
  const cells: Cell[] = [
    { state: "kept" },
    { state: "unknown", reason: "excepted" },
    { state: "broken", brokenSince: secondsAgo(1) },
    { state: "due_soon" },
    { state: "unknown", reason: "not_readable" },
    { state: "broken", brokenSince: secondsAgo(9) },
  ];

  expect(cells.toSorted(byUrgency).map(({ state, brokenSince }) => brokenSince ?? state)).toEqual([
    secondsAgo(9),
    secondsAgo(1),
    "unknown",
    "due_soon",
    "unknown",
    "kept",
  ]);
});
