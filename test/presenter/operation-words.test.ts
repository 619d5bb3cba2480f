import { describe, expect, expectTypeOf, it } from "vitest";
import { type InputWords, type OperationType, operations } from "../../shared/operations/registry.ts";
import { labelOf } from "../../shared/presenter/labels.ts";
import { loadTexts, locales, wordsOf } from "../../shared/presenter/locale.ts";
import type { Words } from "../../shared/presenter/locales/en.ts";
import type { Family } from "../../shared/run/families.ts";
import type { Risk } from "../../shared/run/risks.ts";

await loadTexts("de");

describe("the words of the operations", () => {
  it("exist for every registered type at compile time", () => {
    expectTypeOf<OperationType>().toEqualTypeOf<keyof Words["operations"]>();
  });

  it("exist for every family and risk at compile time", () => {
    expectTypeOf<Family>().toEqualTypeOf<keyof Words["families"]>();
    expectTypeOf<Risk>().toEqualTypeOf<keyof Words["risks"]>();
  });

  it("exist for every input field at compile time", () => {
    expectTypeOf<Words["inputs"]>().toEqualTypeOf<InputWords>();
  });

  it.each(locales)("name every operation in %s uniquely", (locale) => {
    const labels = operations.map(({ type }) => labelOf(type, locale));
    expect(labels).not.toContain(wordsOf(locale).unknownOperation);
    expect(new Set(labels).size).toBe(labels.length);
  });
});
