import fc from "fast-check";

/** Surrogates are half of a character each, and none of their own. */
const surrogates = { from: 0xd8_00, count: 0x8_00 };
const codePointMax = 0x10_ff_ff;

/**
 * Any character, as a unit of `fc.string`: the same ones as of its unit `binary`, which keeps a table of all million of
 * them in each thread to find one again.
 */
export const anyCodePoint = fc
  .nat({ max: codePointMax - surrogates.count })
  .map((at) => String.fromCodePoint(at < surrogates.from ? at : at + surrogates.count), placeOf);

function placeOf(text: unknown): number {
  const point = typeof text === "string" ? text.codePointAt(0) : undefined;
  if (point === undefined || text !== String.fromCodePoint(point)) throw new Error("not one character");
  if (point < surrogates.from) return point;
  if (point < surrogates.from + surrogates.count) throw new Error("half of a character");
  return point - surrogates.count;
}
