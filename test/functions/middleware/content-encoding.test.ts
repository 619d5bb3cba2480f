import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { createApi } from "../../../functions/middleware/api.ts";
import { compressedFromBytes } from "../../../functions/middleware/content-encoding.ts";
import { readEndpoint } from "../../../functions/middleware/endpoint.ts";
import { ProblemError } from "../../../functions/middleware/errors.ts";
import { fixedEndpoint } from "../../../functions/middleware/fixed-endpoint.ts";
import { showHealth, showMe, showOpenapi } from "../../../shared/contract/caller-routes.ts";
import { eventOf } from "../events.ts";
import { lambdaContext } from "../lambda-context.ts";

const long = { text: "policy ".repeat(400) };
/** A body of exactly this many bytes as JSON. */
const bodyOf = (bytes: number) => "x".repeat(bytes - 2);

function ask(body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const endpoint = readEndpoint(showMe, async () => {
    if (body instanceof Error) throw body;
    return { status: 200, body };
  });
  const api = createApi({ endpoints: [endpoint], log: { error() {} } });
  return api(eventOf({ path: "/api/me", headers }), lambdaContext);
}

function textOf({ body = "", headers = {}, isBase64Encoded = false }: APIGatewayProxyStructuredResultV2): string {
  const bytes = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  if (headers["content-encoding"] === "br") return brotliDecompressSync(bytes).toString();
  return headers["content-encoding"] === "gzip" ? gunzipSync(bytes).toString() : bytes.toString();
}

describe("a response", () => {
  it.each([
    ["gzip, deflate, br", "br"],
    ["gzip, deflate, br, zstd", "br"],
    ["gzip", "gzip"],
    ["GZIP", "gzip"],
    ["br;q=0.5, gzip;q=0.8", "gzip"],
    ["br;q=0, gzip", "gzip"],
    ["br; q=0, *", "gzip"],
    ["*", "br"],
    ["br;q=0, gzip;q=0", undefined],
    ["identity;q=1, gzip;q=0.5", undefined],
    ["zstd, deflate", undefined],
    ["br;q=high", undefined],
    ["", undefined],
  ])("to Accept-Encoding '%s' is encoded as %s", async (accepted, encoding) => {
    const response = await ask(long, { "accept-encoding": accepted });

    expect(response.headers?.["content-encoding"]).toBe(encoding);
    expect(response.isBase64Encoded ?? false).toBe(encoding !== undefined);
    expect(JSON.parse(textOf(response))).toEqual(long);
    if (encoding !== undefined)
      expect(Buffer.byteLength(response.body ?? "")).toBeLessThan(JSON.stringify(long).length / 4);
  });

  it("that is fixed keeps its own text in each encoding", async () => {
    const routes = [showHealth, showOpenapi];
    const textFor = (route: (typeof routes)[number]) => ({ text: route.path.repeat(200) });
    const endpoints = routes.map((route) => fixedEndpoint(route, { maxAgeSeconds: 60, make: () => textFor(route) }));
    const api = createApi({ endpoints, log: { error() {} } });
    const asked = ["gzip", "br", "gzip", "br", ""].flatMap((accepted) => routes.map((route) => ({ route, accepted })));

    for (const { route, accepted } of asked) {
      const response = await api(
        eventOf({ path: route.path, headers: { "accept-encoding": accepted } }),
        lambdaContext,
      );

      expect(response.headers?.["content-encoding"]).toBe(accepted === "" ? undefined : accepted);
      expect(JSON.parse(textOf(response))).toEqual(textFor(route));
    }
  });

  it("without Accept-Encoding is not compressed", async () => {
    const response = await ask(long);

    expect([response.headers?.["content-encoding"], response.body]).toEqual([undefined, JSON.stringify(long)]);
  });

  it.each([
    [compressedFromBytes - 1, undefined],
    [compressedFromBytes, "br"],
  ])("of %i bytes has the encoding %s", async (bytes, encoding) => {
    const response = await ask(bodyOf(bytes), { "accept-encoding": "br" });

    expect(response.headers?.["content-encoding"]).toBe(encoding);
  });

  it.each([{}, { "accept-encoding": "br" }])(
    "names Accept-Encoding and Accept-Language in Vary for %o",
    async (headers) => {
      for (const body of [long, "short", new ProblemError("not_found", { detail: "no" })]) {
        const { headers: { vary } = {} } = await ask(body, headers);
        expect(String(vary).split(", ").sort()).toEqual(["accept-encoding", "accept-language"]);
      }
    },
  );

  it("has one weak tag for all encodings, and is 304 for each of them", async () => {
    const accepted = ["br", "gzip", "identity"];
    const tags = await Promise.all(
      accepted.map(async (one) => String((await ask(long, { "accept-encoding": one })).headers?.etag)),
    );

    expect(new Set(tags).size).toBe(1);
    expect(tags[0]).toMatch(/^W\/"/);
    for (const one of accepted) {
      const known = await ask(long, { "accept-encoding": one, "if-none-match": String(tags[0]) });
      expect([known.statusCode, known.body, known.headers?.["content-encoding"]]).toEqual([304, undefined, undefined]);
      expect(known.headers?.vary).toContain("accept-encoding");
    }
  });

  it("with a long problem is compressed as well", async () => {
    const problem = new ProblemError("not_found", { detail: "no ".repeat(1000) });
    const response = await ask(problem, { "accept-encoding": "gzip" });

    expect(response).toMatchObject({ statusCode: 404, headers: { "content-encoding": "gzip" }, isBase64Encoded: true });
    expect(JSON.parse(textOf(response))).toMatchObject({ code: "not_found" });
  });
});
