import type { IncomingMessage } from "node:http";
import * as z from "zod";
import { parseExactJson } from "../../shared/foundation/exact-json.ts";

/** A response of the sample provider: status, optional JSON body and headers. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** Sent as it is, instead of a JSON body. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The text of a response, and the headers it is sent with. */
export function sentAs({ body, text, headers }: Answer): {
  readonly text: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
} {
  const sent = text ?? (body === undefined ? undefined : JSON.stringify(body));
  return { text: sent, headers: { ...(sent !== undefined && { "content-type": "application/json" }), ...headers } };
}

/** An error response in Microsoft Graph's format. */
export function graphError(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } } };
}

/** An error response in the token service's format; `code` is the AADSTS number that admins know from sign-in logs. */
export function tokenError(status: number, error: string, code: number, description: string): Answer {
  return {
    status,
    body: { error, error_description: `AADSTS${code}: ${description}`, error_codes: [code] },
  };
}

/** The maximum body size in bytes, far above any policy's size. */
const bodyBytesMax = 4 * 1024 * 1024;

/** Reads the whole body as text. Throws above 4 MiB. */
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

/** Like `parseJson`, but keeps the exact spelling of numbers, which policies require. */
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
