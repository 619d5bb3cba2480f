/** English words that no German text needs; words that also exist in German are excluded. */
const englishWords = new Set(
  (
    "a and any are at audit backup been by can cannot check closed compare compliance completed connection could did done " +
    "ended environment evidence failed for from has have inventory is it its look monitoring needs no not of on " +
    "operation operations out owner pending policies policy progress provider purge queue queued reads ready recommended " +
    "required retention retry review reviews risk run running runs schedule scheduled snapshot stale started sweep " +
    "sync tenant than that the this to update user view waiting with workspace you your"
  ).split(" "),
);

/** English words in a German text; placeholders are ignored. */
export function englishIn(text: string): string[] {
  return (
    text
      .replaceAll(/\{\w+\}/g, " ")
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  ).filter((word) => englishWords.has(word));
}
