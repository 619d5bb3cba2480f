import { randomUUID } from "node:crypto";
import type { Answer, ApiClient } from "../../functions/canary/api-client.ts";
import { required } from "../../shared/foundation/required.ts";
import { type Check, passed } from "./check.ts";

const requestIdOf = ({ headers }: Answer) => headers.get("x-request-id") ?? headers.get("apigw-requestid");

/** A response from a cache: CloudFront says so, and repeats the request id of the first caller. */
function cachedBy(first: Answer, second: Answer): string | undefined {
  if (/hit/i.test(second.headers.get("x-cache") ?? "")) return `x-cache: ${second.headers.get("x-cache")}`;
  if (second.headers.has("age")) return `age: ${second.headers.get("age")}`;
  const id = requestIdOf(second);
  if (id === null) return "the response has no request id";
  return id === requestIdOf(first) ? `the request id ${id} appeared twice` : undefined;
}

/** The checks of what stands between a caller and the functions: CloudFront, the gateway and the middleware. */
export function edgeChecks(client: ApiClient): Check[] {
  const errors = [
    { status: 404, path: `/api/${randomUUID()}`, init: {} },
    { status: 405, path: `${client.home}/environments/smoke/archive`, init: {} },
    { status: 401, path: `/api/me?smoke=${randomUUID()}`, init: { headers: { authorization: "Bearer invalid" } } },
  ];
  return [
    {
      name: "errors are not cached",
      async run() {
        for (const { status, path, init } of errors) {
          const first = await client.request(path, init);
          const second = await client.request(path, init);
          for (const answer of [first, second])
            required(answer.status === status, `GET ${path} was answered with ${answer.status} instead of ${status}`);
          const reason = cachedBy(first, second);
          required(reason === undefined, `the second ${status} of ${path} came from a cache (${reason})`);
        }
        return passed(errors.map(({ status }) => status).join(", "));
      },
    },
    {
      name: "compressed responses",
      async run() {
        const path = "/api/catalog";
        const plain = await client.request(path, { headers: { "accept-encoding": "identity" } });
        for (const encoding of ["br", "gzip"]) {
          const answer = await client.request(path, { headers: { "accept-encoding": encoding } });
          const given = answer.headers.get("content-encoding");
          required(given === encoding, `${path} for ${encoding} has the encoding ${given ?? "none"}`);
          required(answer.text === plain.text, `${path} differs when it is encoded as ${encoding}`);
          const vary = answer.headers.get("vary") ?? "";
          required(/accept-encoding/i.test(vary), `${path} does not name accept-encoding in Vary`);
        }
        const etag = plain.headers.get("etag") ?? "";
        const known = await client.request(path, { headers: { "accept-encoding": "br", "if-none-match": etag } });
        required(known.status === 304, `${path} with its own ETag was answered with ${known.status} instead of 304`);
        return passed("br, gzip and 304 with one ETag");
      },
    },
  ];
}
