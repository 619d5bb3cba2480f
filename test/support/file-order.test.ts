import { existsSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { repositoryRoot } from "../../local/config.ts";
import { fileOrder, longest } from "./file-order.ts";

const inRoot = (file: string) => path.join(repositoryRoot, file);
const slow = inRoot("test/scenarios/alert-wishes.test.ts");
const others = ["a", "b", "c", "d", "e", "f"].map((name) => inRoot(`test/${name}.test.ts`));

it("the longest test files begin first, and the seed orders all others", () => {
  const orders = [1, 2, 3, 4].map((seed) => fileOrder([...others, slow], seed));

  expect(longest.filter((file) => !existsSync(inRoot(file)))).toEqual([]);
  for (const order of orders) {
    expect(order[0]).toBe(slow);
    expect([...order].sort()).toEqual([...others, slow].sort());
  }
  expect(new Set(orders.map(String)).size).toBeGreaterThan(1);
  expect(fileOrder([slow, ...others].reverse(), 3)).toEqual(orders[2]);
});
