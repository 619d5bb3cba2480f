import { invalid } from "./errors.ts";
import { createReader, type Reader } from "./lexer.ts";
import { isReserved } from "./reserved-words.ts";
import type { Path } from "./syntax.ts";

/** Parses `a.#b[0].c`. A literal name must not be a reserved word. */
export function parsePath(reader: Reader): Path {
  const path: (string | number)[] = [parseName(reader)];
  for (;;) {
    if (reader.takeSign(".")) path.push(parseName(reader));
    else if (reader.takeSign("[")) {
      const position = reader.next();
      if (position.kind !== "number") throw invalid("expression: a list position must be a number");
      path.push(Number(position.text));
      reader.expectSign("]");
    } else return path;
  }
}

/** Parses a projection expression. */
export function parseProjection(text: string): Path[] {
  const reader = createReader(text);
  const paths = [parsePath(reader)];
  while (reader.takeSign(",")) paths.push(parsePath(reader));
  reader.expectEnd();
  return paths;
}

function parseName(reader: Reader): string {
  const token = reader.next();
  if (token.kind !== "word" && token.kind !== "name") throw invalid(`expression: a name expected, not "${token.text}"`);
  if (token.kind === "word" && isReserved(token.text)) {
    throw invalid(`expression: "${token.text}" is a reserved word; use a placeholder`);
  }
  return token.text;
}
