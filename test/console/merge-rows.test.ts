import * as fc from "fast-check";
import { expect, it } from "vitest";
import { mergeRows, stepTowards } from "../../console/src/hub/merge-rows.ts";

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

/** The ids of every list that is drawn until the rows are there. */
function drawnBetween(before: string, rows: string): string[] {
  const wanted = rowsOf(rows);
  const lists: (readonly { readonly id: string }[])[] = [rowsOf(before)];
  while (lists.at(-1) !== wanted && lists.length < 20) lists.push(stepTowards(lists.at(-1) ?? [], wanted, 2));
  return lists.map((list) => list.map(({ id }) => id).join(""));
}

it.each([
  { to: "older", before: "9876", rows: "76543", drawn: ["9876", "987654", "9876543", "76543"] },
  { to: "newer", before: "5432", rows: "98765", drawn: ["5432", "765432", "98765432", "987654", "98765"] },
  { to: "more", before: "98", rows: "98765", drawn: ["98", "9876", "98765"] },
  { to: "fewer", before: "98765", rows: "98", drawn: ["98765", "987", "98"] },
])("stepTowards draws a step at a time when the list moves to $to rows", ({ before, rows, drawn }) => {
  expect(drawnBetween(before, rows)).toEqual(drawn);
});

it.each([
  { case: "loses a row between others", before: "987", rows: "97" },
  { case: "gains a row between others", before: "97", rows: "987" },
  { case: "begins anew", before: "32", rows: "987654" },
  { case: "is emptied", before: "98765", rows: "" },
])("stepTowards draws a list at once that $case", ({ before, rows }) => {
  expect(drawnBetween(before, rows)).toEqual([before, rows]);
});

it("stepTowards draws each list in order and reaches any rows", () => {
  const ids = fc.uniqueArray(fc.integer({ min: 10, max: 99 }), { maxLength: 30 });
  fc.assert(
    fc.property(ids, ids, fc.integer({ min: 1, max: 4 }), (some, others, step) => {
      const newestFirst = (all: readonly number[]) => all.toSorted((a, b) => b - a).map((id) => row(String(id)));
      const rows = newestFirst(others);
      let drawn: readonly { readonly id: string }[] = newestFirst(some);
      for (let frame = 0; drawn !== rows; frame++) {
        expect(frame).toBeLessThan(70);
        drawn = stepTowards(drawn, rows, step);
        expect(drawn.map(({ id }) => id)).toEqual(newestFirst(drawn.map(({ id }) => Number(id))).map(({ id }) => id));
      }
    }),
  );
});
