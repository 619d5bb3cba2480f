import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { ProblemCode } from "../../shared/contract/problem.ts";
import { ProblemError } from "./errors.ts";

export const bodyBytesMax = 32 * 1024;
export const bodyDepthMax = 16;
export const bodyKeysMax = 200;
export const bodyTextCharactersMax = 8 * 1024;

/** Names that could pollute an object's prototype if a body were ever merged into one. */
const forbiddenKeys: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/**
 * The JSON body of a request, limited in size, depth and member count. Throws 413, 415 or 400.
 *
 * Not middy's parser: that one answers 422 to malformed JSON and has no limits (ADR 0014).
 */
export function readJsonBody(event: Pick<APIGatewayProxyEventV2, "body" | "isBase64Encoded" | "headers">): unknown {
  const bytes = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  if (bytes.byteLength > bodyBytesMax)
    throw refusal("body_too_large", `The body may have at most ${bodyBytesMax} bytes.`);
  const contentType = event.headers["content-type"] ?? "";
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(contentType.trim())) {
    throw refusal("media_type_unsupported", "Send the body as application/json.");
  }
  const value = parse(bytes);
  checkLimits(value);
  return value;
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw refusal("body_malformed", "The body is not valid UTF-8 JSON.");
  }
}

function checkLimits(body: unknown): void {
  let keys = 0;
  const checkText = (text: string) => {
    if (text.length > bodyTextCharactersMax)
      throw malformed(`A string is longer than ${bodyTextCharactersMax} characters.`);
    if (!text.isWellFormed()) throw malformed("A string holds an unpaired surrogate.");
  };
  const check = (value: unknown, depth: number) => {
    if (typeof value === "string") return checkText(value);
    if (typeof value === "number" && !Number.isFinite(value)) throw malformed("A number is too large.");
    if (typeof value !== "object" || value === null) return;
    if (depth > bodyDepthMax) throw malformed(`The body is nested deeper than ${bodyDepthMax} levels.`);
    if (Array.isArray(value)) {
      for (const member of value) check(member, depth + 1);
      return;
    }
    for (const [key, member] of Object.entries(value)) {
      keys += 1;
      if (keys > bodyKeysMax) throw malformed(`The body has more than ${bodyKeysMax} members.`);
      if (forbiddenKeys.has(key)) throw malformed("A member has a name that is not allowed.");
      checkText(key);
      check(member, depth + 1);
    }
  };
  check(body, 1);
}

const malformed = (detail: string) => refusal("body_malformed", detail);
const refusal = (code: ProblemCode, detail: string) => new ProblemError(code, { detail });
