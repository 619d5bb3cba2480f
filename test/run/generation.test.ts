import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Ended, isLater } from "../../shared/run/generation.ts";

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 9, 0, second)).toISOString();
const run = (gen: number | undefined, created: number, completed: number, epoch = "epoch1"): Ended => ({
  createdAt: at(created),
  completedAt: at(completed),
  ...(gen !== undefined && { gen, epoch }),
});

describe("a run is later than another of its line", () => {
  it("exactly when its generation is higher, despite clock skew", () => {
    const seconds = fc.nat(600);
    fc.assert(
      fc.property(fc.nat(5), fc.nat(5), seconds, seconds, seconds, seconds, (a, b, ...[c, d, e, f]) => {
        expect(isLater(run(a, c, d), run(b, e, f))).toBe(a > b);
      }),
    );
  });

  it("never across two epochs", () => {
    expect(isLater(run(9, 500, 600, "epoch2"), run(1, 0, 1))).toBe(false);
  });

  it.each([
    { created: 161, completed: 261, is: true },
    { created: 160, completed: 261, is: false },
    { created: 161, completed: 260, is: false },
  ])("without generations only when both instants differ by over 60 s: $created, $completed", (given) => {
    const problem = run(3, 100, 200);
    expect(isLater(run(undefined, given.created, given.completed), problem)).toBe(given.is);
    expect(isLater(run(3, given.created, given.completed), run(undefined, 100, 200))).toBe(given.is);
  });

  it("never while either one is active", () => {
    expect(isLater({ ...run(2, 10, 20), completedAt: undefined }, run(1, 0, 1))).toBe(false);
    expect(isLater(run(2, 10, 20), { ...run(1, 0, 1), completedAt: undefined })).toBe(false);
  });
});
