import fc from "fast-check";
import { expect, it } from "vitest";
import { firstIdAt, idTime, isId, randomIds, ulid } from "../shared/foundation/ids.ts";

const instant = fc.date({ min: new Date(0), max: new Date("2200-01-01"), noInvalidDate: true });

it("id begins with its instant as the ULID specification encodes it", () => {
  expect(ulid(new Date(1_469_918_176_385), () => 0)).toBe(`01ARYZ6S41${"0".repeat(16)}`);
  expect(ulid(new Date(0), () => 255 / 256)).toBe(`0000000000${"Z".repeat(16)}`);
});

it("id sorts by its creation time and yields it", () => {
  fc.assert(
    fc.property(instant, instant, (one, other) => {
      const [first, second] = [randomIds.next(one), randomIds.next(other)];

      expect(isId(first)).toBe(true);
      expect(idTime(first)).toEqual(one);
      expect(first >= firstIdAt(one)).toBe(true);
      if (one < other) expect(first < second && first < firstIdAt(other)).toBe(true);
    }),
  );
});

it("id generator never repeats an id and uses every digit at every position", () => {
  const ids = Array.from({ length: 5_000 }, () => randomIds.next(new Date(0)).slice(10));

  expect(new Set(ids).size).toBe(ids.length);
  for (let place = 0; place < 16; place += 1) {
    expect([...new Set(ids.map((id) => id.charAt(place)))].sort().join("")).toBe("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
  }
});

it.each([
  "",
  "01ARZ3NDEKTSV4RRFFQ69G5FA",
  "01ARZ3NDEKTSV4RRFFQ69G5FAVX",
  "01arz3ndektsv4rrffq69g5fav",
  "81ARZ3NDEKTSV4RRFFQ69G5FAV",
  "01ARZ3NDEKTSV4RRFFQ69G5FAU",
  "01ARZ3NDEKTSV4RRFFQ69G5FA#",
  "01ARZ3NDEKTSV4RRFFQ69G5FAV\n",
])("text %j is not an id", (text) => {
  expect(isId(text)).toBe(false);
  expect(() => idTime(text)).toThrow();
});
