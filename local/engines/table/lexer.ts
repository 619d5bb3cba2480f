import { invalid } from "./errors.ts";

/** A token of an expression. Words are names or keywords; placeholders keep their `#` or `:`. */
export interface Token {
  readonly kind: "word" | "name" | "value" | "number" | "sign" | "end";
  readonly text: string;
}

const tokenAt = /\s*(?:([A-Za-z_]\w*)|(#[\w-]+)|(:[\w-]+)|(\d+)|(<>|<=|>=|[=<>(),.[\]+-]))/y;
const kinds = ["word", "name", "value", "number", "sign"] as const;

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  tokenAt.lastIndex = 0;
  let at = 0;
  while (text.slice(at).trim() !== "") {
    tokenAt.lastIndex = at;
    const match = tokenAt.exec(text);
    if (match === null) throw invalid(`expression: unexpected character at ${at}`);
    at = tokenAt.lastIndex;
    const group = match.slice(1).findIndex((part) => part !== undefined);
    tokens.push({ kind: kinds[group] ?? "end", text: match[group + 1] ?? "" });
  }
  if (tokens.length === 0) throw invalid("an expression may not be empty");
  return tokens;
}

/** A reader that consumes a text token by token. */
export function createReader(text: string) {
  const tokens = tokenize(text);
  const end: Token = { kind: "end", text: "" };
  let at = 0;
  const peek = (ahead = 0) => tokens[at + ahead] ?? end;

  function next(): Token {
    const token = peek();
    at += 1;
    return token;
  }
  const isKeyword = (word: string, ahead = 0) => peek(ahead).kind === "word" && peek(ahead).text.toUpperCase() === word;
  const isSign = (sign: string, ahead = 0) => peek(ahead).kind === "sign" && peek(ahead).text === sign;

  return {
    peek,
    next,
    isKeyword,
    isSign,
    isAtEnd: () => peek().kind === "end",
    /** Consumes the keyword if it is next. */
    takeKeyword(word: string): boolean {
      const isNext = isKeyword(word);
      if (isNext) at += 1;
      return isNext;
    },
    takeSign(sign: string): boolean {
      const isNext = isSign(sign);
      if (isNext) at += 1;
      return isNext;
    },
    expectSign(sign: string): void {
      if (next().text !== sign) throw invalid(`expression: "${sign}" expected`);
    },
    expectKeyword(word: string): void {
      if (next().text.toUpperCase() !== word) throw invalid(`expression: "${word}" expected`);
    },
    expectEnd(): void {
      if (peek().kind !== "end") throw invalid(`expression: "${peek().text}" is not expected there`);
    },
  };
}
export type Reader = ReturnType<typeof createReader>;
