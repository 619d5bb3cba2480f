import { expect, it } from "vitest";
import { createApi } from "../../../functions/middleware/api.ts";
import { readEndpoint } from "../../../functions/middleware/endpoint.ts";
import { ProblemError } from "../../../functions/middleware/errors.ts";
import { showMe } from "../../../shared/contract/caller-routes.ts";
import { problemCodes, problemStatus } from "../../../shared/contract/problem.ts";
import { StoreBusyError } from "../../../shared/ledger/store-busy.ts";
import { eventOf } from "../events.ts";
import { lambdaContext } from "../lambda-context.ts";

const named = (name: string) => Object.assign(new Error("no"), { name });

it.each([
  { error: new StoreBusyError("only in part"), status: 503, code: "store_busy" },
  { error: named("ThrottlingException"), status: 503, code: "store_busy" },
  { error: named("ProvisionedThroughputExceededException"), status: 503, code: "store_busy" },
  { error: named("ValidationException"), status: 500, code: "internal_error" },
])("$error.name is answered $status $code and logged once", async ({ error, status, code }) => {
  const lines: unknown[] = [];
  const endpoint = readEndpoint(showMe, async () => {
    throw error;
  });
  const api = createApi({ endpoints: [endpoint], log: { error: (...line) => void lines.push(line) } });

  const response = await api(eventOf({ path: "/api/me" }), lambdaContext);

  expect(response).toMatchObject({
    statusCode: status,
    headers: status === 503 ? { "retry-after": "1", "content-type": "application/problem+json" } : {},
  });
  expect(JSON.parse(String(response.body))).toMatchObject({ status, code });
  expect(lines.length).toBe(1);
});

it.each(problemCodes)("a problem %s is never cached, whatever its status", async (code) => {
  const endpoint = readEndpoint(showMe, async () => {
    throw new ProblemError(code, { detail: "no", headers: { "retry-after": "1" } });
  });
  const api = createApi({ endpoints: [endpoint], log: { error() {} } });

  const response = await api(eventOf({ path: "/api/me" }), lambdaContext);

  expect([response.statusCode, response.headers?.["cache-control"]]).toEqual([problemStatus[code], "no-store"]);
  expect(response.headers).not.toHaveProperty("etag");
});
