import { expect, it } from "vitest";
import { loadTexts } from "../../shared/presenter/locale.ts";
import { cellWordsOf } from "../../shared/presenter/promise-words.ts";

await loadTexts("de");

const now = new Date("2026-03-02T12:00:00.000Z");
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();

it.each([19, 90, 7200, 200_000])("the sentence of a promise broken for %s s ends with one full stop", (seconds) => {
  const promised = { proof: "backup", withinSeconds: 60 } as const;
  for (const proof of [undefined, { runId: "run", asOf: before(seconds + 60) }]) {
    const cell = { state: "broken", brokenSince: before(seconds), ...(proof && { proof }) } as const;
    for (const locale of ["en", "de"] as const) {
      expect(cellWordsOf(cell, promised, now, locale).text).toMatch(/[^.]\.$/);
    }
  }
});
