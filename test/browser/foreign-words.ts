import type { Page } from "playwright-core";
import { alerts as germanAlerts } from "../../console/src/words/de/alerts.ts";
import { packs as germanPacks } from "../../console/src/words/de/packs.ts";
import { promises as germanPromises } from "../../console/src/words/de/promises.ts";
import { report as germanReport } from "../../console/src/words/de/report.ts";
import { schedules as germanSchedules } from "../../console/src/words/de/schedules.ts";
import { verify as germanVerify } from "../../console/src/words/de/verify.ts";
import { de as germanTexts } from "../../console/src/words/de.ts";
import { alerts } from "../../console/src/words/en/alerts.ts";
import { packs } from "../../console/src/words/en/packs.ts";
import { promises } from "../../console/src/words/en/promises.ts";
import { report } from "../../console/src/words/en/report.ts";
import { schedules } from "../../console/src/words/en/schedules.ts";
import { verify } from "../../console/src/words/en/verify.ts";
import { en as englishTexts } from "../../console/src/words/en.ts";

const de = {
  ...germanTexts,
  ...germanSchedules,
  ...germanPromises,
  ...germanAlerts,
  ...germanPacks,
  report: germanReport,
  verify: germanVerify,
};
const en = { ...englishTexts, ...schedules, ...promises, ...alerts, ...packs, report, verify };

/** Words that English texts cannot do without and German ones do not have. */
const english =
  /\b(?:the|and|of|with|this|that|has|have|been|from|your|you|not|by|ago|run|runs|is|are|no|yes|for|at|or|to|did|ended|started|checked|loading)\b/i;

/** Names that people gave. */
const given = ["Before the change", "English"] as const;
/** A code has dots, colons or underscores and no blanks. */
const isCode = (text: string) => /[._:]/.test(text) && !/\s/.test(text);

/** Every text of a catalogue, by its path. */
function textsOf(words: unknown, path = ""): [string, string][] {
  if (typeof words === "string") return [[path, words]];
  if (typeof words !== "object" || words === null) return [];
  return Object.entries(words).flatMap(([name, inner]) => textsOf(inner, `${path}.${name}`));
}

const german = new Map(textsOf(de));
const translated = new Set(textsOf(en).flatMap(([path, text]) => (german.get(path) === text ? [] : [text])));
const alsoGerman = new Set(textsOf(de).map(([, text]) => text));

/**
 * The texts of a page that are not German: an English text of the console, or one with a word that no German text has.
 * Text without a language is left out: codes, ids, raw data, names that people gave.
 */
export async function foreignWords(page: Page): Promise<readonly string[]> {
  const texts = await page.evaluate(() => {
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? "";
      if (text !== "" && node.parentElement?.closest("script, style, .raw, code, kbd") === null) found.add(text);
    }
    for (const element of document.querySelectorAll("[aria-label], [title], [placeholder]")) {
      if (element.matches("code")) continue;
      for (const name of ["aria-label", "title", "placeholder"]) {
        const text = element.getAttribute(name)?.trim() ?? "";
        if (text !== "") found.add(text);
      }
    }
    return [...found];
  });
  return texts.filter((text) => {
    if (translated.has(text) && !alsoGerman.has(text)) return true;
    const isNobodys = isCode(text) || given.some((name) => text.includes(name));
    return !isNobodys && english.test(text);
  });
}
