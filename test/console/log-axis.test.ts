import { expect, it } from "vitest";
import { decadesOf, isPowerOfTen } from "../../console/src/hub/log-axis.ts";

it("a logarithmic axis labels only tenfold steps", () => {
  const drawn = [1, 2, 3, 4, 6, 8, 10, 20, 50, 100, 1000];

  expect(drawn.filter(isPowerOfTen)).toEqual([1, 10, 100, 1000]);
});

it.each([
  { seconds: [], domain: [1, 10] },
  { seconds: [0, 4], domain: [1, 10] },
  { seconds: [10], domain: [1, 10] },
  { seconds: [11, 3], domain: [1, 100] },
  { seconds: [7200], domain: [1, 10_000] },
])("a logarithmic axis of $seconds seconds spans whole decades", ({ seconds, domain }) => {
  expect(decadesOf(seconds)).toEqual(domain);
});
