import type { IncomingMessage } from "node:http";
import * as z from "zod";
import { parseExactJson } from "../../shared/foundation/exact-json.ts";

/** A response of the sample provider: a status, optionally a JSON body and headers. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error of the policy service, in its shape. */
export function graphError(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } } };
}

/** An error of the token service, in its shape; the number is the one operators know from sign-in logs. */
export function tokenError(status: number, error: string, code: number, description: string): Answer {
  return {
    status,
    body: { error, error_description: `AADSTS${code}: ${description}`, error_codes: [code] },
  };
}

/** The maximum body size in bytes; a policy is far smaller. */
const bodyBytesMax = 4 * 1024 * 1024;

/** The whole body as text. Throws when it is larger than 4 MiB. */
export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = z.instanceof(Buffer).parse(chunk);
    bytes += part.length;
    if (bytes > bodyBytesMax) throw new Error(`a body may have ${bodyBytesMax} bytes`);
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The same with the exact spelling of its numbers, which policies must keep. */
export function parseExact<Shape extends z.ZodType>(schema: Shape, text: string): z.infer<Shape> | undefined {
  try {
    return schema.safeParse(parseExactJson(text)).data;
  } catch {
    return undefined;
  }
}

/** The JSON body if it matches the schema, otherwise undefined. */
export function parseJson<Shape extends z.ZodType>(schema: Shape, text: string): z.infer<Shape> | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
