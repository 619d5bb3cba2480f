declare global {
  // Standard since ECMAScript 2026 and present in Node.js 24; the compiler's library does not name it yet.
  interface JSON {
    rawJSON(text: string): ExactNumber;
    isRawJSON(value: unknown): value is ExactNumber;
  }
}

/** A number whose text a double would change (`1.0`, `-0`, beyond 2^53). `JSON.stringify` writes the text again. */
export interface ExactNumber {
  readonly rawJSON: string;
}

/**
 * Stands for what no value can hold: a member named twice, a number beyond every double, a nesting beyond the limit.
 * It is no JSON, so whatever holds it is never stored as if it were whole.
 */
export const unreadable = Symbol("unreadable");

const depthMax = 256;
const numberText = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const space = /[ \t\n\r]*/y;

export const isExactNumber = (value: unknown): value is ExactNumber => JSON.isRawJSON(value);

/** Parses JSON without changing a number, a name or a value. Throws a SyntaxError for a text that is no JSON. */
export function parseExactJson(text: string): unknown {
  // From here on the text is known to be JSON, so that the walk below has no errors of its own.
  JSON.parse(text);
  let at = 0;

  function take(pattern: RegExp): string {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? "";
    at += found.length;
    return found;
  }
  /** A text in quotes; no pattern, because one over megabytes would run out of stack. */
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
