/**
 * What nobody sees and what changes how the rest is shown: control characters (with them every ANSI escape), soft
 * hyphens, zero-width spaces, marks and overrides of direction, separators of lines, interlinear and tag characters, and
 * halves of characters. The joiners U+200C and U+200D stay: scripts and emoji need them.
 */
const unseen =
  /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Cs}]/gu;
/** Letters and signs by their class that leave nothing on a screen: joiners, fillers, variation selectors, a blank of braille. */
const blank = /\u034f|\u200d|[\s\u115f\u1160\u200c\u2800\u3164\uffa0]|\p{Variation_Selector}/gu;

/** What is wrong with a text that people shall read, as the end of a sentence about it; undefined for nothing. */
export function troubleOf(text: string, { mayHaveLines = false } = {}): string | undefined {
  const judged = mayHaveLines ? text.replace(/\r?\n|\t/g, " ") : text;
  if (judged.search(unseen) >= 0) {
    return "must not hold control characters, invisible characters or marks of direction: type it anew";
  }
  return judged !== "" && judged.replace(blank, "") === "" ? "must hold something that can be seen" : undefined;
}

/** A text from outside as people may read it on one line: without what `troubleOf` finds, and at most so many characters. */
export function cleanText(text: string, charactersMax: number): string {
  const line = text
    .slice(0, 4 * charactersMax)
    .replace(/[\t\r\n\u2028\u2029]+/g, " ")
    .replace(unseen, "");
  const clean = line.replace(/ {2,}/g, " ").trim();
  if (clean.replace(blank, "") === "") return "";
  return clean.length <= charactersMax
    ? clean
    : clean
        .slice(0, charactersMax)
        .toWellFormed()
        .replace(/\ufffd$/, "")
        .trim();
}

/** JSON as it is sent, without what nobody sees, however it came into a stored text; line feeds and tabs stay. */
export function cleanJson(json: string): string {
  const plain = json.search(unseen) < 0 ? json : json.replace(unseen, "");
  if (!plain.includes("\\u")) return plain;
  return plain.replace(/\\(?:u00[01][0-9a-f]|u007f|ud[89a-f][0-9a-f]{2}|.)/gi, (found) =>
    /^\\u(?:00|d)/i.test(found) ? "" : found,
  );
}
