import * as fc from "fast-check";
import { expect, it } from "vitest";
import { mergeRows, withGoing } from "../../console/src/hub/merge-rows.ts";

const row = (id: string, said = "") => ({ id, said });
const rowsOf = (ids: string) => [...ids].map((id) => row(id));

it("mergeRows updates a row in place and only counts new ones", () => {
  const shown = [row("3", "running"), row("2"), row("1")];
  const page = { items: [row("4"), row("3", "ended"), row("2"), row("1")], nextCursor: null };

  expect(mergeRows(shown, page)).toEqual({ rows: [row("3", "ended"), row("2"), row("1")], arrived: [row("4")] });
});

it("mergeRows removes a row that has left the list", () => {
  expect(mergeRows([row("3"), row("2")], { items: [row("2")], nextCursor: null }).rows).toEqual([row("2")]);
});

it("mergeRows keeps a row that newer ones pushed off the page", () => {
  const page = { items: [row("5"), row("4"), row("3")], nextCursor: "more" };

  expect(mergeRows([row("3"), row("2")], page).rows).toEqual([row("3"), row("2")]);
});

it("mergeRows shows rows below the last one at once", () => {
  const page = { items: [row("4"), row("3"), row("2"), row("1")], nextCursor: null };

  expect(mergeRows([row("3")], page)).toEqual({ rows: [row("3"), row("2"), row("1")], arrived: [row("4")] });
});

it("mergeRows shows the first rows of an empty list at once", () => {
  expect(mergeRows([], { items: [row("2"), row("1")], nextCursor: null })).toEqual({
    rows: [row("2"), row("1")],
    arrived: [],
  });
});

it("mergeRows never reorders rows under any changes", () => {
  const ids = fc.uniqueArray(fc.integer({ min: 10, max: 99 }).map(String));
  fc.assert(
    fc.property(ids, ids, fc.boolean(), (before, after, hasMore) => {
      const newestFirst = (some: readonly string[]) =>
        some
          .toSorted()
          .reverse()
          .map((id) => row(id));
      const shown = newestFirst(before);
      const { rows } = mergeRows(shown, { items: newestFirst(after), nextCursor: hasMore ? "more" : null });

      const stayed = shown.filter(({ id }) => rows.some((kept) => kept.id === id));
      expect(rows.slice(0, stayed.length).map(({ id }) => id)).toEqual(stayed.map(({ id }) => id));
    }),
  );
});

it.each([
  { to: "older", before: "9876", rows: "7654", drawn: "987654" },
  { to: "newer", before: "7654", rows: "9876", drawn: "987654" },
])("withGoing keeps the rows that go when the list moves to $to ones", ({ before, rows, drawn }) => {
  expect(withGoing(rowsOf(before), rowsOf(rows))).toEqual(rowsOf(drawn));
});

it.each([
  { case: "loses a row", before: "987", rows: "98" },
  { case: "gains rows only", before: "98", rows: "9876" },
  { case: "begins anew", before: "32", rows: "98" },
  { case: "is emptied", before: "98", rows: "" },
])("withGoing keeps no row of a list that $case", ({ before, rows }) => {
  expect(withGoing(rowsOf(before), rowsOf(rows))).toEqual(rowsOf(rows));
});
