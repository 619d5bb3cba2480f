import { describe, expect, expectTypeOf, it } from "vitest";
import { type InputWords, type OperationType, operations } from "../../shared/operations/registry.ts";
import { labelOf } from "../../shared/presenter/labels.ts";
import { locales, wordsOf } from "../../shared/presenter/locale.ts";
import type { Words } from "../../shared/presenter/locales/en.ts";
import type { Family } from "../../shared/run/families.ts";
import type { Risk } from "../../shared/run/risks.ts";

describe("the words of the operations", () => {
  it("exist for every registered type, or the project does not compile", () => {
    expectTypeOf<OperationType>().toEqualTypeOf<keyof Words["operations"]>();
  });

  it("exist for every family and every risk, or the project does not compile", () => {
    expectTypeOf<Family>().toEqualTypeOf<keyof Words["families"]>();
    expectTypeOf<Risk>().toEqualTypeOf<keyof Words["risks"]>();
  });

  it("exist for every field of every input, or the project does not compile", () => {
    expectTypeOf<Words["inputs"]>().toEqualTypeOf<InputWords>();
  });

  it.each(locales)("name every operation in %s, and no two alike", (locale) => {
    const labels = operations.map(({ type }) => labelOf(type, locale));
    expect(labels).not.toContain(wordsOf(locale).unknownOperation);
    expect(new Set(labels).size).toBe(labels.length);
  });
});
