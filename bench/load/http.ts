import { Agent, request } from "node:http";
import { gunzipSync } from "node:zlib";

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** No answer within this time is none. */
const timeoutMilliseconds = 30_000;

/**
 * Sends requests to one origin over kept connections, with compressed answers as `fetch` asks for them. `fetch` itself would
 * take more of the processors that the stack under load shares. Rejects without an answer.
 */
export function createHttp(origin: string) {
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(origin);
  return ({ method, path, headers, body = "" }: HttpRequest): Promise<HttpAnswer> =>
    new Promise((resolve, reject) => {
      const length = Buffer.byteLength(body);
      const all = { ...headers, "accept-encoding": "gzip", ...(length > 0 && { "content-length": String(length) }) };
      const sent = request({ agent, hostname, port, method, path, headers: all }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => {
          clearTimeout(timer);
          const bytes = Buffer.concat(chunks);
          const text = answer.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes;
          resolve({ status: answer.statusCode ?? 0, text: text.toString() });
        });
        answer.on("error", reject);
      });
      const timer = setTimeout(() => sent.destroy(new Error("no answer")), timeoutMilliseconds);
      sent.on("error", (error) => {
        clearTimeout(timer);
        reject(error);
      });
      sent.end(body);
    });
}
