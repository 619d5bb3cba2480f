import { invalid } from "./errors.ts";
import { createReader, type Reader } from "./lexer.ts";
import { parsePath } from "./parse-path.ts";
import type { Path, Source, Update } from "./syntax.ts";

/** Parses an update expression: SET, REMOVE, ADD and DELETE, each at most once. Throws ValidationException. */
export function parseUpdate(text: string): Update {
  const reader = createReader(text);
  const set: { path: Path; source: Source }[] = [];
  const remove: Path[] = [];
  const add: { path: Path; value: string }[] = [];
  const removeFromSet: { path: Path; value: string }[] = [];
  const seen = new Set<string>();

  while (!reader.isAtEnd()) {
    const clause = reader.next().text.toUpperCase();
    if (seen.has(clause)) throw invalid(`update: ${clause} may be used once`);
    seen.add(clause);
    if (clause === "SET") readList(reader, () => set.push(parseSet(reader)));
    else if (clause === "REMOVE") readList(reader, () => remove.push(parsePath(reader)));
    else if (clause === "ADD") readList(reader, () => add.push(parseSetChange(reader)));
    else if (clause === "DELETE") readList(reader, () => removeFromSet.push(parseSetChange(reader)));
    else throw invalid(`update: "${clause}" is no clause`);
  }
  return { set, remove, add, delete: removeFromSet };
}

function readList(reader: Reader, read: () => void): void {
  do read();
  while (reader.takeSign(","));
}

function parseSet(reader: Reader): { path: Path; source: Source } {
  const path = parsePath(reader);
  reader.expectSign("=");
  const left = parseSource(reader);
  for (const kind of ["+", "-"] as const) {
    if (reader.takeSign(kind)) return { path, source: { kind, left, right: parseSource(reader) } };
  }
  return { path, source: left };
}

function parseSource(reader: Reader): Source {
  if (reader.peek().kind === "value") return { kind: "value", name: reader.next().text };
  const called = reader.isSign("(", 1) ? reader.peek().text : undefined;
  if (called === undefined) return { kind: "path", path: parsePath(reader) };
  reader.next();
  reader.next();
  if (called === "if_not_exists") {
    const path = parsePath(reader);
    reader.expectSign(",");
    const otherwise = parseSource(reader);
    reader.expectSign(")");
    return { kind: "if_not_exists", path, otherwise };
  }
  if (called !== "list_append") throw invalid(`update: there is no function ${called}`);
  const left = parseSource(reader);
  reader.expectSign(",");
  const right = parseSource(reader);
  reader.expectSign(")");
  return { kind: "list_append", left, right };
}

function parseSetChange(reader: Reader): { path: Path; value: string } {
  const path = parsePath(reader);
  const value = reader.next();
  if (value.kind !== "value") throw invalid("update: ADD and DELETE take a value");
  return { path, value: value.text };
}
