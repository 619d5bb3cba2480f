import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { contentSecurityPolicy } from "../../infra/content-security-policy.ts";
import type { IssuerKind } from "../identity/issuer-kinds.ts";
import type { GatewayResponse } from "../runtime/http-response.ts";

/** The console's sign-in configuration; a deployment serves the same file. */
interface SignIn {
  readonly issuer: string;
  readonly clientId: string;
  /** The scope that the API requires. */
  readonly scope: string;
  readonly signOut: IssuerKind;
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
 * Serves every path outside the API, like CloudFront: a name with a dot is a file, every other path is the single page,
 * which routes by its address.
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
      // Names below assets/ contain a content hash.
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
