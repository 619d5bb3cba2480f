/** Words we use in English and that no German text needs; words that are German as well are not among them. */
const englishWords = new Set(
  (
    "a and any are at audit backup been by can cannot check closed compare compliance completed connection could did done " +
    "ended environment evidence failed for from has have inventory is it its look monitoring needs no not of on " +
    "operation operations out owner pending policies policy progress provider purge queue queued reads ready recommended " +
    "required retention retry review reviews risk run running runs schedule scheduled snapshot stale started sweep " +
    "sync tenant than that the this to update user view waiting with workspace you your"
  ).split(" "),
);

/** The English words in a text that is meant to be German; places to be filled are no words. */
export function englishIn(text: string): string[] {
  return (
    text
      .replaceAll(/\{\w+\}/g, " ")
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  ).filter((word) => englishWords.has(word));
}
