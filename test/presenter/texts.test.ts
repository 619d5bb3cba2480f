import { expect, it } from "vitest";
import { fill } from "../../shared/presenter/fill.ts";
import { loadTexts, locales, wordsOf } from "../../shared/presenter/locale.ts";
import * as problemTexts from "../../shared/presenter/locales/de/problem-texts.ts";
import { de } from "../../shared/presenter/locales/de.ts";
import { en } from "../../shared/presenter/locales/en.ts";
import { englishIn } from "./german.ts";

await loadTexts("de");

/** A tree of texts as a list of paths and texts. */
function textsOf(tree: object, above = ""): { readonly key: string; readonly text: string }[] {
  return Object.entries(tree).flatMap(([name, inner]: [string, unknown]) => {
    const key = above === "" ? name : `${above}/${name}`;
    if (typeof inner === "string") return [{ key, text: inner }];
    return typeof inner === "object" && inner !== null ? textsOf(inner, key) : [{ key, text: "" }];
  });
}

const placeholder = /\{(\w+)\}/g;
const placeholdersOf = (text: string) => [...text.matchAll(placeholder)].map(([, name]) => name).sort();

/** Umlauts spelled with two letters. `ue` is legitimate in `neue`, `Bauer`, `quer`, `aktuell` and `zuerst`. */
const spelledOutUmlaut = /ae|oe|(?<![aeäq])ue(?!ll|rst)/i;
const informal = /\b(?:du|dich|dir|dein(?:e[mnrs]?)?)\b/i;

const german = new Map(textsOf({ ...de, ...problemTexts }).map(({ key, text }) => [key, text]));

it.each(locales)("no text in %s is empty, padded or has an unknown placeholder", (locale) => {
  const texts = textsOf(wordsOf(locale));

  expect(texts.length).toBeGreaterThan(80);
  for (const { key, text } of texts) {
    expect([key, text]).toEqual([key, text.trim().replaceAll(/\s+/g, " ")]);
    expect([key, text]).not.toEqual([key, ""]);
    const filled = fill(text, Object.fromEntries(placeholdersOf(text).map((name) => [name, "some value"])));
    expect([key, filled]).toEqual([key, filled.replaceAll(/[{}]/g, "")]);
  }
});

it("texts have the same placeholders and final full stop in both locales", () => {
  for (const { key, text } of textsOf(en)) {
    const translated = german.get(key) ?? "";
    expect([key, placeholdersOf(translated)]).toEqual([key, placeholdersOf(text)]);
    expect([key, translated.endsWith(".")]).toEqual([key, text.endsWith(".")]);
  }
});

it("no German text has English words, spelled-out umlauts or informal address", () => {
  for (const [key, text] of german) {
    expect([key, englishIn(text)]).toEqual([key, []]);
    expect([key, text]).not.toEqual([key, expect.stringMatching(spelledOutUmlaut)]);
    expect([key, text]).not.toEqual([key, expect.stringMatching(informal)]);
  }
});

it("the German checks detect violations and accept correct German", () => {
  expect(englishIn("Der Run ist nicht stale: Policy-Sync, the {review}")).toEqual([
    "run",
    "stale",
    "policy",
    "sync",
    "the",
  ]);
  expect(englishIn("Was war, wird hier in so kurzer Zeit an den Start gebracht; die Version hat {count}")).toEqual([]);
  for (const wrong of ["Vorgaenge", "Pruefung", "Ueberpruefung", "geloescht"]) expect(wrong).toMatch(spelledOutUmlaut);
  for (const right of ["neue Steuerung", "aktuell", "zuerst", "Dauer", "quer", "Übernahme"]) {
    expect(right).not.toMatch(spelledOutUmlaut);
  }
  for (const wrong of ["Prüfen Sie dein Konto", "Kannst du"]) expect(wrong).toMatch(informal);
  expect("Produkt, dirigiert").not.toMatch(informal);
});
