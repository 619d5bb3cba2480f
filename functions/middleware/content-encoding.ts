import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { MiddlewareObj } from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";

/** A smaller body fits into the packet of its headers, so compressing it saves no time. */
export const compressedFromBytes = 1024;

/** The default of 11 takes eighty times as long for a fifth less: right for a file, not for a response (ADR 0014). */
const brotliQuality = 4;

/** The encodings on offer, preferred first. */
const encoders = {
  br: (body: Buffer) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } }),
  gzip: (body: Buffer) => gzipSync(body),
} as const;
type Encoding = keyof typeof encoders;
const offered: readonly Encoding[] = ["br", "gzip"];

/**
 * Compresses response bodies by the request's `Accept-Encoding`. CloudFront cannot do it: it compresses only what it may
 * cache. Entity tags are weak, so one tag is valid for every encoding. Register it first, because hooks after the
 * handler run in reverse order, and it must see the final response of an error as well.
 *
 * A public response is fixed by the release, so it is compressed once: the API's description takes 60 ms.
 */
export function compressResponse(): MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> {
  const fixed: Readonly<Record<Encoding, Map<string, string>>> = { br: new Map(), gzip: new Map() };
  const compress = ({
    event,
    response,
  }: {
    event: APIGatewayProxyEventV2;
    response: APIGatewayProxyStructuredResultV2 | null | undefined;
  }) => {
    if (!response) return;
    // Also for a response that is not compressed: a cache must not give it to every client.
    const vary = [response.headers?.vary, "accept-encoding"].filter(Boolean).join(", ");
    response.headers = { ...response.headers, vary };
    const encoding = encodingFor(event.headers["accept-encoding"]);
    if (encoding === undefined) return;
    const text = response.body ?? "";
    const isFixed = String(response.headers["cache-control"] ?? "").startsWith("public");
    const known = isFixed ? fixed[encoding].get(text) : undefined;
    const compressed = known ?? compressedText(text, encoding);
    if (compressed === undefined) return;
    if (isFixed) fixed[encoding].set(text, compressed);
    response.headers = { ...response.headers, "content-encoding": encoding };
    response.body = compressed;
    response.isBase64Encoded = true;
  };
  return { after: compress, onError: compress };
}

/** The compressed body as base64; undefined for one that is too small. */
function compressedText(text: string, encoding: Encoding): string | undefined {
  const body = Buffer.from(text);
  return body.byteLength < compressedFromBytes ? undefined : encoders[encoding](body).toString("base64");
}

/** The offered encoding that the client prefers (RFC 9110, 12.5.3); undefined for none. */
function encodingFor(accepted = ""): Encoding | undefined {
  const weights = new Map(accepted.toLowerCase().split(",").map(weightOf));
  // Unnamed, `identity` is acceptable but not preferred.
  let best: { readonly encoding: Encoding | undefined; readonly weight: number } = {
    encoding: undefined,
    weight: weights.get("identity") ?? 0,
  };
  for (const encoding of offered) {
    const weight = weights.get(encoding) ?? weights.get("*") ?? 0;
    if (weight > best.weight) best = { encoding, weight };
  }
  return best.encoding;
}

/** One element such as `gzip;q=0.8`. A weight that is not a number counts as 0. */
function weightOf(element: string): readonly [string, number] {
  const [name = "", ...parameters] = element.split(";").map((part) => part.trim());
  const weight = parameters.find((parameter) => parameter.startsWith("q="));
  return [name, weight === undefined ? 1 : Number(weight.slice(2)) || 0];
}
