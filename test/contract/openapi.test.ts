import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, it } from "vitest";
import * as z from "zod";
import { capabilities, platformCapabilities } from "../../shared/access/capabilities.ts";
import { openapiDocument } from "../../shared/contract/openapi.ts";
import { problemCodes, problemStatus } from "../../shared/contract/problem.ts";
import { pathParameters } from "../../shared/contract/route.ts";
import { routes } from "../../shared/contract/routes.ts";

it("OpenAPI document equals docs/openapi.json; run `npm run generate` after a change", () => {
  const file = readFileSync(new URL("../../docs/openapi.json", import.meta.url), "utf8");

  expect(JSON.parse(file)).toEqual(openapiDocument());
});

it("OpenAPI document passes a validator that rejects invalid documents", async () => {
  const validator = new Validator();
  const broken = { ...openapiDocument(), paths: { "/api/health": { get: { responses: "none" } } } };

  expect(await validator.validate(openapiDocument())).toEqual({ valid: true });
  expect(validator.version).toBe("3.1");
  expect(await new Validator().validate(broken)).toMatchObject({ valid: false });
});

it("OpenAPI document lists every error of every route with its status", () => {
  const described = z.object({
    paths: z.record(
      z.string(),
      z.record(z.string(), z.object({ responses: z.record(z.string(), z.object({ description: z.string() })) })),
    ),
  });
  const { paths } = described.parse(openapiDocument());
  for (const { path, method, problems } of routes) {
    const responses = paths[path]?.[method.toLowerCase()]?.responses;
    for (const code of problems) expect(responses?.[problemStatus[code]]?.description).toContain(code);
  }
});

it("OpenAPI document lists every route exactly once", () => {
  const described = z.object({
    paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string() }))),
  });
  const { paths } = described.parse(openapiDocument());
  const found = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`),
  );

  expect(found.toSorted()).toEqual(routes.map(({ method, path, name }) => `${method} ${path} ${name}`).toSorted());
  expect(new Set(routes.map((route) => route.name)).size).toBe(routes.length);
});

it("OpenAPI document has no dangling reference", () => {
  const text = JSON.stringify(openapiDocument());
  const { components } = z
    .object({ components: z.object({ schemas: z.record(z.string(), z.unknown()) }) })
    .parse(JSON.parse(text));

  for (const [, name = ""] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) {
    expect(Object.keys(components.schemas)).toContain(name);
  }
  expect(text).not.toContain('"$id"');
});

it("OpenAPI document describes every path parameter and requires only existing capabilities", () => {
  for (const { path, capability } of routes) {
    for (const [, name = ""] of path.matchAll(/\{(\w+)\}/g)) expect(Object.keys(pathParameters)).toContain(name);
    if (capability !== null) expect([...capabilities, ...platformCapabilities]).toContain(capability);
  }
});

it("API contract routes only GET to read-api, with tokens except on entry points", () => {
  for (const { method, function: name } of routes) expect(name).toBe(method === "GET" ? "read-api" : "operations-api");
  const open = routes.filter((route) => route.auth === "none").map((route) => route.path);
  expect(open).toEqual(["/", "/api/health", "/api/openapi.json"]);
});

it("API contract rejects unknown query parameters on every route", () => {
  for (const { query } of routes) expect(query.safeParse({ unheardOf: "1" }).success).toBe(false);
});

it("API contract has an error status for every problem code", () => {
  for (const code of problemCodes) expect(problemStatus[code]).toBeGreaterThanOrEqual(400);
});
