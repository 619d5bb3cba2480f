/** A stored decimal number: `digits × 10^exponent`, exact, without trailing zeros in `digits`. */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** The maximum precision. Numbers with more significant digits are rejected, never rounded. */
const significantDigitsMax = 38;
const magnitudeMax = 126;
const magnitudeMin = -130;

const zero = "0".charCodeAt(0);
const plainInteger = /^-?[1-9]\d{0,14}$|^0$/;
const anyNumber = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** The canonical form of a number in responses; undefined for text that is not a storable number. */
export function canonicalNumber(text: string): string | undefined {
  if (plainInteger.test(text)) return text;
  const decimal = parseDecimal(text);
  if (decimal === undefined) return undefined;
  const significant = digitsOf(decimal).length;
  const magnitude = decimal.digits === 0n ? 0 : decimal.exponent + significant - 1;
  if (significant > significantDigitsMax || magnitude >= magnitudeMax || magnitude < magnitudeMin) return undefined;
  return format(decimal);
}

export function compareNumbers(a: string, b: string): number {
  if (plainInteger.test(a) && plainInteger.test(b)) return Math.sign(Number(a) - Number(b));
  const [left, right] = aligned(decimalOf(a), decimalOf(b));
  return left < right ? -1 : left > right ? 1 : 0;
}

export function addNumbers(a: string, b: string, sign: 1n | -1n): string {
  const one = decimalOf(a);
  const other = decimalOf(b);
  const [left, right] = aligned(one, other);
  return format(trimmed(left + sign * right, Math.min(one.exponent, other.exponent)));
}

/** The size of a number in bytes: one per two significant digits, one for the exponent, one for a minus sign. */
export function numberSize(text: string): number {
  if (plainInteger.test(text)) {
    if (text === "0") return 1;
    let end = text.length;
    while (text.charCodeAt(end - 1) === zero) end -= 1;
    const isNegative = text.startsWith("-");
    return Math.ceil((isNegative ? end - 1 : end) / 2) + 1 + (isNegative ? 1 : 0);
  }
  const decimal = decimalOf(text);
  if (decimal.digits === 0n) return 1;
  return Math.ceil(digitsOf(decimal).length / 2) + 1 + (decimal.digits < 0n ? 1 : 0);
}

function parseDecimal(text: string): Decimal | undefined {
  const match = anyNumber.exec(text.trim());
  if (match === null) return undefined;
  const [, sign, whole = "", fraction = "", power = "0"] = match;
  if (whole === "" && fraction === "") return undefined;
  const digits = BigInt(whole + fraction) * (sign === "-" ? -1n : 1n);
  return trimmed(digits, Number(power) - fraction.length);
}

export function decimalOf(text: string): Decimal {
  const decimal = parseDecimal(text);
  if (decimal === undefined) throw new Error(`not a number: ${text}`);
  return decimal;
}

function trimmed(digits: bigint, exponent: number): Decimal {
  if (digits === 0n) return { digits, exponent: 0 };
  let shortened = digits;
  let shifted = exponent;
  while (shortened % 10n === 0n) {
    shortened /= 10n;
    shifted += 1;
  }
  return { digits: shortened, exponent: shifted };
}

function aligned(a: Decimal, b: Decimal): readonly [bigint, bigint] {
  const exponent = Math.min(a.exponent, b.exponent);
  return [a.digits * 10n ** BigInt(a.exponent - exponent), b.digits * 10n ** BigInt(b.exponent - exponent)];
}

export const digitsOf = ({ digits }: Decimal) => (digits < 0n ? -digits : digits).toString();

function format(decimal: Decimal): string {
  const sign = decimal.digits < 0n ? "-" : "";
  const digits = digitsOf(decimal);
  if (decimal.exponent >= 0) return sign + digits + "0".repeat(decimal.exponent);
  const point = digits.length + decimal.exponent;
  return point > 0
    ? `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
    : `${sign}0.${"0".repeat(-point)}${digits}`;
}
