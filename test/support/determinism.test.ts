import { expect, it } from "vitest";
import { isId } from "../../shared/foundation/ids.ts";
import { NOW, testClock } from "./clock.ts";
import { testIds } from "./ids.ts";

it("test ids repeat for the same seed only", () => {
  const take = (seed: number) => {
    const ids = testIds(seed);
    return [ids.next(NOW), ids.next(NOW), ids.token(), ids.token()];
  };

  expect(take(1)).toEqual(take(1));
  expect(new Set([...take(1), ...take(2)]).size).toBe(8);
});

it("the test ids match the production format of ids and tokens", () => {
  const ids = testIds();

  expect(isId(ids.next(NOW))).toBe(true);
  expect(ids.token()).toMatch(/^[\w-]{11}$/);
});

it("clock advances only when it is set", () => {
  const clock = testClock();

  clock.advance(90.5);

  expect(clock.now().getTime() - NOW.getTime()).toBe(90_500);
});
