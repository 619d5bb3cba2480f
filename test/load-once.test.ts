import { expect, it } from "vitest";
import { loadOnce } from "../shared/foundation/load-once.ts";

it("concurrent and later uses share one load", async () => {
  let loads = 0;
  const value = loadOnce(async () => ++loads);

  expect(loads).toBe(0);
  expect(await Promise.all([value(), value()])).toEqual([1, 1]);
  expect(await value()).toBe(1);
});

it("a load that failed is tried again with the next use", async () => {
  let loads = 0;
  const value = loadOnce(async () => {
    loads += 1;
    if (loads === 1) throw new Error("EMFILE: too many open files");
    return loads;
  });

  await expect(value()).rejects.toThrow("EMFILE");
  expect(await value()).toBe(2);
  expect(await value()).toBe(2);
});
