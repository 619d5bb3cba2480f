import { expect, it } from "vitest";
import { csvOf } from "../../console/src/hub/csv.ts";
import { runsOfList } from "../../console/src/hub/runs-of-list.ts";

const run = {
  id: "01M4DDSZR0QCGFTM0GWYB3MKGV",
  label: "Policy sync",
  environmentName: '=HYPERLINK("https://attacker.example")',
  environmentId: "acme-prod",
  state: { label: "Failed", tone: "danger" },
  cause: { text: 'Policy "A", twice', at: null, related: null },
  reason: null,
  headline: "Failed.",
  initiator: { id: "x", name: "+1" },
  createdAt: "2026-03-02T08:00:00.000Z",
  completedAt: null,
  waitedSeconds: 3,
  ranSeconds: null,
} as unknown as Parameters<typeof csvOf>[1][number];

it("exported cells are quoted and never formulas", () => {
  expect(csvOf(["Id"], [run])).toBe(
    '\uFEFF"Id"\r\n"01M4DDSZR0QCGFTM0GWYB3MKGV","Policy sync","\'=HYPERLINK(""https://attacker.example"")","Failed",' +
      '"Policy ""A"", twice","\'+1","2026-03-02T08:00:00.000Z","","3",""\r\n',
  );
});

it("an export says whether it holds the whole list", async () => {
  const pagesOf = (pages: number) => {
    let left = pages;
    return async () => ({ items: Array.from({ length: 100 }, () => run), nextCursor: --left > 0 ? "next" : null });
  };

  expect(await runsOfList(pagesOf(100))).toMatchObject({ isWhole: true, runs: { length: 10_000 } });
  expect(await runsOfList(pagesOf(101))).toMatchObject({ isWhole: false, runs: { length: 10_000 } });
});
