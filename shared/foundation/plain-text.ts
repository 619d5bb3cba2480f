/**
 * Invisible characters that alter how text is shown: control characters (including ANSI escapes), soft hyphens,
 * zero-width spaces, direction marks and overrides, line separators, interlinear and tag characters, lone surrogates.
 * The joiners U+200C and U+200D are kept: scripts and emoji need them.
 */
const unseen =
  /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Cs}]/gu;
/**
 * Characters classed as letters or symbols that render blank: joiners, fillers, variation selectors, the blank
 * braille pattern.
 */
const blank = /\u034f|\u200d|[\s\u115f\u1160\u200c\u2800\u3164\uffa0]|\p{Variation_Selector}/gu;

/** Why a text is not displayable, as the end of a sentence; undefined when it is. */
export function characterFaultOf(text: string, { mayHaveLines = false } = {}): string | undefined {
  const judged = mayHaveLines ? text.replace(/\r?\n|\t/g, " ") : text;
  if (judged.search(unseen) >= 0) {
    return "must not contain control, invisible or direction characters: retype it";
  }
  return judged !== "" && judged.replace(blank, "") === "" ? "must contain a visible character" : undefined;
}

/** External text on one line: without the characters that `characterFaultOf` rejects, and truncated to a limit. */
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

/** JSON without invisible characters from stored texts; line feeds and tabs are kept. */
export function cleanJson(json: string): string {
  const plain = json.search(unseen) < 0 ? json : json.replace(unseen, "");
  if (!plain.includes("\\u")) return plain;
  return plain.replace(/\\(?:u00[01][0-9a-f]|u007f|ud[89a-f][0-9a-f]{2}|.)/gi, (found) =>
    /^\\u(?:00|d)/i.test(found) ? "" : found,
  );
}
