import { expect, it } from "vitest";
import { createRouteMatcher } from "../../../local/runtime/route-matching.ts";

const match = createRouteMatcher(
  [
    "ANY /api/{rest+}",
    "GET /api/runs/{run}",
    "GET /api/runs/summary",
    "ANY /api/runs/{run}",
    "POST /api/{workspace}/runs",
    "GET /api/acme/runs",
  ].map((key) => ({ key })),
);

it.each([
  { request: "GET /api/runs/summary", route: "GET /api/runs/summary", parameters: {} },
  { request: "GET /api/runs/1", route: "GET /api/runs/{run}", parameters: { run: "1" } },
  { request: "PUT /api/runs/1", route: "ANY /api/runs/{run}", parameters: { run: "1" } },
  { request: "GET /api/runs/a%2Fb%20c", route: "GET /api/runs/{run}", parameters: { run: "a/b c" } },
  { request: "GET /api/runs/%E0%A4%A", route: "GET /api/runs/{run}", parameters: { run: "%E0%A4%A" } },
  { request: "GET /api/runs/1/more", route: "ANY /api/{rest+}", parameters: { rest: "runs/1/more" } },
  { request: "GET /api/acme/runs", route: "GET /api/acme/runs", parameters: {} },
  { request: "POST /api/acme/runs", route: "POST /api/{workspace}/runs", parameters: { workspace: "acme" } },
  { request: "GET /api/globex/runs", route: "ANY /api/{rest+}", parameters: { rest: "globex/runs" } },
])("request $request matches route $route", ({ request, route, parameters }) => {
  const [method = "", path = ""] = request.split(" ");

  expect(match(method, path)).toEqual({ route: { key: route }, pathParameters: parameters });
});

it.each(["GET /api", "GET /api/", "GET /", "GET /other"])("request %s matches no route", (request) => {
  const [method = "", path = ""] = request.split(" ");

  expect(match(method, path)).toBeUndefined();
});

it("unmatched request falls back to the default route", () => {
  const withDefault = createRouteMatcher([{ key: "$default" }, { key: "GET /a" }]);

  expect(withDefault("GET", "/a")?.route.key).toBe("GET /a");
  expect(withDefault("POST", "/a")?.route.key).toBe("$default");
});
