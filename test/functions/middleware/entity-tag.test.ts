import { expect, it } from "vitest";
import { entityTagOf } from "../../../functions/middleware/entity-tag.ts";

/** The same value with the members of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
}

const body = {
  items: [
    {
      id: "a",
      summaryCounts: { created: 12, total: 12 },
      duration: { elapsedSeconds: 4, label: "4 s", insight: null },
    },
    { id: "b", summaryCounts: {}, "2": 1, "10": 2 },
  ],
  nextCursor: null,
};

it("entity tag stays the same when a store returns members in another order", () => {
  expect(entityTagOf(reversed(body))).toBe(entityTagOf(body));
});

it("entity tag changes with a value, a name and a list's order", () => {
  const tags = [
    body,
    { ...body, nextCursor: "x" },
    { ...body, next: null },
    { ...body, items: body.items.toReversed() },
  ];

  expect(new Set(tags.map(entityTagOf)).size).toBe(tags.length);
});
