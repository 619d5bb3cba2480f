import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { localAws } from "../assembly/local-account.ts";

/** Why a request is refused, in S3's codes; undefined for an authentic one. */
export type Refusal = "AccessDenied" | "RequestTimeTooSkewed" | "SignatureDoesNotMatch" | "XAmzContentSHA256Mismatch";

const skewMillis = 15 * 60 * 1000;
const unsigned = "UNSIGNED-PAYLOAD";

interface Claimed {
  readonly credential: string;
  readonly at: string;
  readonly signedHeaders: string;
  readonly signature: string;
  readonly payload: string;
  readonly query: string;
  /** When the link ends; undefined for a signature in a header. */
  readonly lifetimeSeconds: number | undefined;
}

/**
 * Verifies the signature (version 4) of a request to S3, in its header or in its query, and that its time is not over.
 * A server that accepts any signature would not notice a link that a caller altered.
 */
export function refusalOf(request: IncomingMessage, body: Buffer, now: Date): Refusal | undefined {
  const claimed = claimedBy(request);
  if (claimed === undefined) return "AccessDenied";
  const { credential, at, signedHeaders, signature, payload, query, lifetimeSeconds } = claimed;
  const [accessKeyId, day = "", region = "", service = ""] = credential.split("/");
  const signedAt = instantOf(at);
  if (accessKeyId !== localAws.credentials.accessKeyId || signedAt === undefined) return "AccessDenied";
  const age = now.getTime() - signedAt;
  if (lifetimeSeconds === undefined && Math.abs(age) > skewMillis) return "RequestTimeTooSkewed";
  if (lifetimeSeconds !== undefined && (age < -skewMillis || age > lifetimeSeconds * 1000)) return "AccessDenied";

  const headers = signedHeaders.split(";").map((name) => `${name}:${headerOf(request, name)}\n`);
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  const canonical = [request.method, path, query, headers.join(""), signedHeaders, payload].join("\n");
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", at, scope, sha256(canonical)].join("\n");
  const key = [day, region, service, "aws4_request"].reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `AWS4${localAws.credentials.secretAccessKey}`,
  );
  if (!isEqual(hmac(key, text).toString("hex"), signature)) return "SignatureDoesNotMatch";
  return payload === unsigned || payload === sha256(body) ? undefined : "XAmzContentSHA256Mismatch";
}

function claimedBy(request: IncomingMessage): Claimed | undefined {
  const query = new URLSearchParams((request.url ?? "").split("?")[1] ?? "");
  const header = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
    request.headers.authorization ?? "",
  );
  if (header !== null) {
    const [, credential = "", signedHeaders = "", signature = ""] = header;
    const at = String(request.headers["x-amz-date"] ?? "");
    const payload = String(request.headers["x-amz-content-sha256"] ?? unsigned);
    return { credential, at, signedHeaders, signature, payload, query: canonicalOf(query), lifetimeSeconds: undefined };
  }
  const signature = query.get("X-Amz-Signature");
  if (signature === null) return undefined;
  query.delete("X-Amz-Signature");
  return {
    credential: query.get("X-Amz-Credential") ?? "",
    at: query.get("X-Amz-Date") ?? "",
    signedHeaders: query.get("X-Amz-SignedHeaders") ?? "",
    signature,
    payload: unsigned,
    query: canonicalOf(query),
    lifetimeSeconds: Number(query.get("X-Amz-Expires") ?? "0"),
  };
}

function canonicalOf(query: URLSearchParams): string {
  const encoded = (text: string) =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  return [...query]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join("&");
}

function instantOf(text: string): number | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  return year === undefined ? undefined : Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

const headerOf = ({ headers }: IncomingMessage, name: string) =>
  String(headers[name] ?? "")
    .trim()
    .replaceAll(/ +/g, " ");
const sha256 = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
const isEqual = (one: string, other: string) =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
