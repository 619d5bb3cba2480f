import { numberSize } from "./numbers.ts";
import type { Item, Value } from "./value-types.ts";

/** The maximum item size in bytes. */
export const itemBytesMax = 400 * 1024;

/** The size of an item in bytes: attribute names plus values. */
export function itemSize(item: Item): number {
  let size = 0;
  for (const name in item) {
    const value = item[name];
    if (value !== undefined) size += textSize(name) + valueSize(value);
  }
  return size;
}

/** Write units for this many bytes, one per started kilobyte; zero for zero bytes. */
export const writeUnits = (bytes: number) => Math.ceil(bytes / 1024);

/** Read units for this many bytes in total; an empty result costs as much as a small one. */
export function readUnits(bytes: number, isConsistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / 4096)) * (isConsistent ? 1 : 0.5);
}

const containerBytes = 3;

function valueSize(value: Value): number {
  if ("S" in value) return textSize(value.S);
  if ("N" in value) return numberSize(value.N);
  if ("B" in value) return value.B.length;
  if ("BOOL" in value || "NULL" in value) return 1;
  if ("L" in value) return value.L.reduce((sum, one) => sum + 1 + valueSize(one), containerBytes);
  if ("M" in value) return itemSize(value.M) + Object.keys(value.M).length + containerBytes;
  if ("SS" in value) return value.SS.reduce((sum, one) => sum + textSize(one), 0);
  if ("NS" in value) return value.NS.reduce((sum, one) => sum + numberSize(one), 0);
  return value.BS.reduce((sum, one) => sum + one.length, 0);
}

/** The UTF-8 size of a text. Most are short ASCII, which this loop counts faster than `Buffer.byteLength`. */
function textSize(text: string): number {
  if (text.length > 64) return Buffer.byteLength(text);
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return Buffer.byteLength(text);
  return text.length;
}
