import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "./process.ts";
import { refusalOf } from "./signed-request.ts";
import { isFromWebPage } from "./web-pages.ts";

export interface RunningObjects {
  /** The endpoint for SDK clients. */
  readonly endpoint: string;
  /** Removes every object. */
  empty(): void;
  stop(): Promise<void>;
}

interface ObjectsOptions {
  /** A given directory is kept; by default a temporary one is deleted with the server. */
  readonly dataDir?: string;
  readonly port?: number;
  /** The buckets that exist. */
  readonly hasBucket: (name: string) => boolean;
  readonly now?: () => Date;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

const statusOf: Readonly<Record<string, number>> = {
  BadDigest: 400,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NotImplemented: 501,
  PreconditionFailed: 412,
  XAmzContentSHA256Mismatch: 400,
};
const refused = (code: string): Answer => ({
  status: statusOf[code] ?? 403,
  headers: { "content-type": "application/xml" },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>`,
});

/**
 * Starts an object store on 127.0.0.1 with the part of S3 that the product uses: put, get, head, list and delete of
 * whole objects, signatures, links with an end, checksums and conditional creation.
 */
export async function startObjects({
  dataDir,
  port,
  hasBucket,
  now = () => new Date(),
}: ObjectsOptions): Promise<RunningObjects> {
  const folder = dataDir ?? mkdtempSync(path.join(tmpdir(), "runtruth-objects-"));
  const fileOf = (bucket: string, key: string) => path.join(folder, bucket, encodeURIComponent(key));

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const body = await bodyOf(request);
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    // A link carries its own permission, and a browser follows it from the console's page.
    const isLink = request.method === "GET" && url.searchParams.has("X-Amz-Signature");
    if (!isLink && isFromWebPage(request)) return refused("AccessDenied");
    const refusal = refusalOf(request, body, now());
    if (refusal !== undefined) return refused(refusal);
    const [, bucket = "", ...rest] = url.pathname.split("/");
    const key = decodeURIComponent(rest.join("/"));
    if (!hasBucket(bucket)) return refused("NoSuchBucket");
    if (key === "")
      return request.method === "GET" ? list(bucket, url.searchParams.get("prefix") ?? "") : refused("NotImplemented");
    const file = fileOf(bucket, key);
    switch (request.method) {
      case "PUT":
        return put(request, file, body);
      case "GET":
      case "HEAD":
        return get(file, url.searchParams);
      case "DELETE":
        rmSync(file, { force: true });
        return { status: 204 };
      default:
        return refused("NotImplemented");
    }
  };

  function put({ headers }: IncomingMessage, file: string, body: Buffer): Answer {
    const checksum = headers["x-amz-checksum-sha256"];
    if (checksum !== undefined && checksum !== createHash("sha256").update(body).digest("base64"))
      return refused("BadDigest");
    if (headers["if-none-match"] === "*" && contentOf(file) !== undefined) return refused("PreconditionFailed");
    mkdirSync(path.dirname(file), { recursive: true });
    // Complete or absent, whatever happens to this process.
    writeFileSync(`${file}.new`, body);
    renameSync(`${file}.new`, file);
    return { status: 200, headers: { etag: etagOf(body) } };
  }

  function get(file: string, query: URLSearchParams): Answer {
    const body = contentOf(file);
    if (body === undefined) return refused("NoSuchKey");
    const disposition = query.get("response-content-disposition");
    return {
      status: 200,
      headers: {
        etag: etagOf(body),
        "content-type": query.get("response-content-type") ?? "application/octet-stream",
        ...(disposition !== null && { "content-disposition": disposition }),
      },
      body,
    };
  }

  function list(bucket: string, prefix: string): Answer {
    const names = filesIn(path.join(folder, bucket)).map(decodeURIComponent).sort();
    const keys = names
      .filter((name) => name.startsWith(prefix))
      .map((name) => `<Contents><Key>${name}</Key></Contents>`);
    const body = `<ListBucketResult><IsTruncated>false</IsTruncated>${keys.join("")}</ListBucketResult>`;
    return { status: 200, headers: { "content-type": "application/xml" }, body };
  }

  const server = createServer((request, response) => {
    answer(request)
      .catch((): Answer => ({ status: 500 }))
      .then((given) => {
        // Clients correct their clock by it.
        response.setHeader("date", now().toUTCString());
        write(request, response, given);
      });
  });
  const listening = port ?? (await freePort());
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(listening, "127.0.0.1", resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${listening}`,
    empty: () => rmSync(folder, { recursive: true, force: true }),
    async stop() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      if (dataDir === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function write({ method }: IncomingMessage, response: ServerResponse, { status, headers, body = "" }: Answer): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(method === "HEAD" ? undefined : body);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => !name.endsWith(".new"));
  } catch {
    return [];
  }
}

const etagOf = (body: Buffer) => `"${createHash("md5").update(body).digest("hex")}"`;
