declare global {
  // Part of ECMAScript 2026 and Node.js 24, but not yet of TypeScript's library.
  interface JSON {
    rawJSON(text: string): ExactNumber;
    isRawJSON(value: unknown): value is ExactNumber;
  }
}

/**
 * A number that a double cannot represent as written (`1.0`, `-0`, beyond 2^53). `JSON.stringify` writes the original
 * text.
 */
export interface ExactNumber {
  readonly rawJSON: string;
}

/**
 * Marks content that no value can represent: duplicate member names, out-of-range numbers, excessive nesting. It does
 * not serialize, so such a document is never stored as if it were complete.
 */
export const unreadable = Symbol("unreadable");

const depthMax = 256;
const numberText = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const space = /[ \t\n\r]*/y;

export const isExactNumber = (value: unknown): value is ExactNumber => JSON.isRawJSON(value);

/** Parses JSON without changing any number, name or value. Throws a SyntaxError on invalid JSON. */
export function parseExactJson(text: string): unknown {
  // Validates the text first, so that the parser below needs no error handling.
  JSON.parse(text);
  let at = 0;

  function take(pattern: RegExp): string {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? "";
    at += found.length;
    return found;
  }
  /** Scans a quoted string. A regular expression would overflow the stack on strings of several megabytes. */
  function takeQuoted(): string {
    const start = at;
    let isEscaped: boolean;
    do {
      at = text.indexOf('"', at + 1);
      let before = at;
      while (text[before - 1] === "\\") before -= 1;
      isEscaped = (at - before) % 2 === 1;
    } while (isEscaped);
    at += 1;
    return text.slice(start, at);
  }
  function peek(): string {
    take(space);
    return text[at] ?? "";
  }

  function value(depth: number): unknown {
    const first = peek();
    if (first === "{" || first === "[") {
      if (depth >= depthMax) return skipNested();
      at += 1;
      return first === "{" ? members(depth + 1) : items(depth + 1);
    }
    if (first === '"') return JSON.parse(takeQuoted());
    if (first === "t" || first === "f" || first === "n") {
      at += first === "f" ? 5 : 4;
      return first === "n" ? null : first === "t";
    }
    return numberOf(take(numberText));
  }

  function members(depth: number): object {
    const read = new Map<string, unknown>();
    while (peek() !== "}") {
      if (text[at] === ",") at += 1;
      peek();
      const name: string = JSON.parse(takeQuoted());
      peek();
      at += 1;
      const member = value(depth);
      read.set(name, read.has(name) ? unreadable : member);
    }
    at += 1;
    return Object.fromEntries(read);
  }

  function items(depth: number): unknown[] {
    const read: unknown[] = [];
    while (peek() !== "]") {
      if (text[at] === ",") at += 1;
      read.push(value(depth));
    }
    at += 1;
    return read;
  }

  function skipNested(): typeof unreadable {
    let open = 0;
    do {
      const character = text[at] ?? "";
      if (character === '"') {
        takeQuoted();
        continue;
      }
      if (character === "{" || character === "[") open += 1;
      if (character === "}" || character === "]") open -= 1;
      at += 1;
    } while (open > 0);
    return unreadable;
  }

  return value(0);
}

function numberOf(source: string): number | ExactNumber | typeof unreadable {
  const value = Number(source);
  if (String(value) === source) return value;
  return Number.isFinite(value) ? JSON.rawJSON(source) : unreadable;
}
