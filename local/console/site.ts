import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { contentSecurityPolicy } from "../../infra/content-security-policy.ts";
import type { GatewayResponse } from "../runtime/http-response.ts";

/** Where the console signs people in; a deployment has the same file beside its pages. */
interface SignIn {
  readonly issuer: string;
  readonly clientId: string;
  /** What the console asks for, so that the API takes its token. */
  readonly scope: string;
}

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/**
 * Answers for everything that is not the API's, as CloudFront does: a name with a dot is a file, every other path is
 * the one page, which looks at its address.
 */
export function consoleSite(folder: string, signIn: SignIn) {
  const headers = {
    "content-security-policy": contentSecurityPolicy([new URL(signIn.issuer).origin]),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  } as const;
  const file = (name: string): GatewayResponse => ({
    status: 200,
    headers: {
      ...headers,
      "content-type": contentTypes[path.extname(name)] ?? "application/octet-stream",
      // Names below assets/ carry a hash of what is in them.
      "cache-control": name.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache",
    },
    body: readFileSync(path.join(folder, name)),
  });

  return (method: string, requested: string): GatewayResponse | undefined => {
    if (requested === "/api" || requested.startsWith("/api/")) return undefined;
    if (method !== "GET" && method !== "HEAD") return { status: 405, headers, body: Buffer.from("") };
    if (requested === "/config.json") {
      const body = Buffer.from(JSON.stringify(signIn));
      return {
        status: 200,
        headers: { ...headers, "content-type": "application/json", "cache-control": "no-cache" },
        body,
      };
    }
    if (!requested.slice(requested.lastIndexOf("/")).includes(".")) return file("index.html");
    const name = path.posix.normalize(requested).slice(1);
    const isFile = /^(?:assets\/)?[\w.-]+$/.test(name) && existsSync(path.join(folder, name));
    return isFile ? file(name) : { status: 404, headers, body: Buffer.from("") };
  };
}
