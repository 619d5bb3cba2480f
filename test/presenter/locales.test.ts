import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { labelOf } from "../../shared/presenter/labels.ts";
import { loadTexts, localeOf, locales } from "../../shared/presenter/locale.ts";
import type { Words } from "../../shared/presenter/locales/en.ts";

await loadTexts("de");

describe("labels", () => {
  it.each([
    ["policy.sync", "en", "Policy sync"],
    ["policy.sync", "de", "Richtlinienabgleich"],
    ["environment.review.compose", "de", "Zusammenstellung der Überprüfung"],
  ] as const)("translate %s in %s", (type, locale, label) => {
    expect(labelOf(type, locale)).toBe(label);
  });

  it.each([
    ["en", "Unknown operation"],
    ["de", "Unbekannter Vorgang"],
  ] as const)("keep an unknown type recognizable in %s, even named like an object method", (locale, label) => {
    for (const type of ["inventory_sync", "", "toString", "__proto__", "constructor"]) {
      expect(labelOf(type, locale)).toBe(label);
    }
  });

  it("do not compile when a locale lacks a key", () => {
    type Operations = Words["operations"];
    expectTypeOf<Omit<Operations, "policy.sync">>().not.toExtend<Operations>();
    expectTypeOf<Operations>().toExtend<Operations>();
  });
});

describe("locale negotiation", () => {
  it.each([
    [undefined, "en"],
    ["", "en"],
    ["de", "de"],
    ["de-AT,de;q=0.9,en;q=0.8", "de"],
    ["fr, de;q=0.5, en;q=0.4", "de"],
    ["en;q=0.4, de;q=0.5", "de"],
    ["de;q=0, en;q=0.1", "en"],
    ["de;q=0", "en"],
    ["*", "en"],
    ["DE", "de"],
    ["de;q=abc", "en"],
    ["de;q=7", "en"],
    ["german", "en"],
  ] as const)("resolves %j to %s", (header, locale) => {
    expect(localeOf(header)).toBe(locale);
  });

  it("returns a supported locale for any header", () => {
    fc.assert(fc.property(fc.string(), (header) => locales.includes(localeOf(header))));
  });
});
