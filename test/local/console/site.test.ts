import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { contentSecurityPolicy } from "../../../infra/content-security-policy.ts";
import { consoleSite } from "../../../local/console/site.ts";

const folder = mkdtempSync(path.join(tmpdir(), "runtruth-site-"));
mkdirSync(path.join(folder, "assets"));
writeFileSync(path.join(folder, "index.html"), "<p>the page</p>");
writeFileSync(path.join(folder, "assets", "page-1a2b.js"), "export {};");
writeFileSync(path.join(folder, "..", "runtruth-outside.txt"), "not ours");
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(path.join(folder, "..", "runtruth-outside.txt"), { force: true });
});

const find = consoleSite(folder, {
  issuer: "http://127.0.0.1:4701",
  clientId: "runtruth-console",
  scope: "runtruth/call",
  signOut: "openid",
});

it.each(["/", "/w/acme/operations", "/w/acme/operations/01M4DDSZR0QCGFTM0GWYB3MKGV", "/signed-in"])(
  "local console server serves the single page for %s, revalidated on each load",
  (requested) => {
    const answer = find("GET", requested);

    expect(answer?.body.toString()).toBe("<p>the page</p>");
    expect(answer?.headers).toMatchObject({ "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" });
  },
);

it.each(["/api", "/api/health", "/api/workspaces/acme/operations"])(
  "local console server does not handle the API path %s",
  (requested) => {
    expect(find("GET", requested)).toBeUndefined();
    expect(find("POST", requested)).toBeUndefined();
  },
);

it("local console server serves hashed files as immutable and no unknown files", () => {
  expect(find("GET", "/assets/page-1a2b.js")?.headers).toMatchObject({
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": "public, max-age=31536000, immutable",
  });
  expect(find("GET", "/assets/page-0000.js")?.status).toBe(404);
  expect(find("GET", "/../runtruth-outside.txt")?.status).toBe(404);
  expect(find("GET", "/assets/../../runtruth-outside.txt")?.status).toBe(404);
  expect(find("POST", "/assets/page-1a2b.js")?.status).toBe(405);
});

it("local console server serves the sign-in configuration", () => {
  expect(JSON.parse(find("GET", "/config.json")?.body.toString() ?? "")).toEqual({
    issuer: "http://127.0.0.1:4701",
    clientId: "runtruth-console",
    scope: "runtruth/call",
    signOut: "openid",
  });
});

it("local console server sends the same security headers as a deployment", () => {
  expect(find("GET", "/")?.headers["content-security-policy"]).toBe(contentSecurityPolicy(["http://127.0.0.1:4701"]));
});
