import { decimalOf, digitsOf } from "./numbers.ts";
import type { Value } from "./value-types.ts";

/**
 * The bytes of a key value, ordered like the values: texts by UTF-8, numbers by size, binary values by their bytes. Keys
 * of one table or index have one type each.
 */
export function sortKey(value: Value | undefined): Uint8Array {
  if (value === undefined) return nothing;
  if ("S" in value) return Buffer.from(value.S);
  if ("B" in value) return value.B;
  return "N" in value ? numberKey(value.N) : nothing;
}

const nothing = new Uint8Array();
/** Makes every magnitude a positive number of two bytes; DynamoDB's reach from -130 to 125. */
const magnitudeBias = 0x80_00;
const [negative, zero, positive] = [1, 2, 3];

/** Sign, magnitude and digits. Those of a negative number are inverted, and end so that longer ones come first. */
function numberKey(text: string): Uint8Array {
  const decimal = decimalOf(text);
  if (decimal.digits === 0n) return Uint8Array.of(zero);
  const digits = digitsOf(decimal);
  const magnitude = decimal.exponent + digits.length + magnitudeBias;
  const bytes = Buffer.from(`\0\0\0${digits}`);
  bytes.writeUInt16BE(magnitude, 1);
  bytes[0] = positive;
  if (decimal.digits > 0n) return bytes;
  return Buffer.from([negative, ...bytes.subarray(1).map((byte) => 0xff - byte), 0xff]);
}
