import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { lambdas } from "../../bench/bundles.ts";
import { eventOf } from "./events.ts";
import { lambdaContext } from "./lambda-context.ts";

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv("AWS_REGION", "us-east-1");
  vi.stubEnv("TABLE_NAME", "table");
  vi.stubEnv("POWERTOOLS_SERVICE_NAME", "api");
  vi.stubEnv("CURSOR_SECRET_ID", "cursor");
  vi.stubEnv("ARTIFACTS_URL", "https://artifacts.example");
  vi.stubEnv("SIGNING_KEY_ID", "key");
  vi.stubEnv("QUEUE_URL_SHORT", "https://sqs.example/short");
  vi.stubEnv("QUEUE_URL_LONG", "https://sqs.example/long");
  vi.stubEnv("PROVIDER_ALLOWED_ORIGINS", "https://provider.example");
  vi.stubEnv("DEPLOYMENT", "test");
  vi.stubEnv("RATE_LIMIT_PER_SECOND", "20");
  vi.stubEnv("AUDIT_RETENTION_DAYS", "365");
  vi.stubEnv("NOTIFICATION_RETENTION_DAYS", "90");
});
afterEach(() => vi.unstubAllEnvs());

it("both API functions load with their deployed environment", async () => {
  const readApi = await import("../../functions/read-api/handler.ts");
  const operationsApi = await import("../../functions/operations-api/handler.ts");

  const health = await readApi.handler(eventOf({ path: "/api/health", as: null }), lambdaContext);
  const start = { method: "POST", path: "/api/workspaces/acme/operations", body: {}, as: null } as const;
  const refused = await operationsApi.handler(eventOf(start), lambdaContext);

  expect(health.statusCode).toBe(200);
  expect(refused.statusCode).toBe(401);
});

it.each(["TABLE_NAME", "CURSOR_SECRET_ID", "RATE_LIMIT_PER_SECOND"])(
  "the read API does not load without %s",
  async (name) => {
    vi.stubEnv(name, undefined);

    await expect(import("../../functions/read-api/handler.ts")).rejects.toThrow(name);
  },
);

it.each([
  "DEPLOYMENT",
  "QUEUE_URL_LONG",
  "RATE_LIMIT_PER_SECOND",
  "AUDIT_RETENTION_DAYS",
  "NOTIFICATION_RETENTION_DAYS",
])("the operations API does not load without %s", async (name) => {
  vi.stubEnv(name, undefined);

  await expect(import("../../functions/operations-api/handler.ts")).rejects.toThrow(name);
});

it.each(lambdas)("the handler of %s is wrapped by the common middleware", (lambda) => {
  const source = readFileSync(resolve(import.meta.dirname, "../../functions", lambda, "handler.ts"), "utf8");

  expect(source.match(/^export const handler = .*$/gm)).toEqual([
    expect.stringMatching(/^export const handler = invocation\(log, \w+\);$/),
  ]);
});
