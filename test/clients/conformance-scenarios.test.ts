import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, expect, it } from "vitest";
import { openDeployment } from "../../clients/conformance/src/deployment.ts";
import { runSuite } from "../../clients/conformance/src/run-suite.ts";
import { scenarios } from "../../clients/conformance/src/scenarios.ts";

type Answer = readonly [status: number, body: unknown, type?: string];

const operations = "/api/workspaces/{ws}/operations";
const lines = { "application/x-ndjson": {} };
const run = { id: "R1", status: "completed", outcome: "failed", polling: { intervalSeconds: null } };
/** A deployment in which the scenarios here are passed. */
const sound: Readonly<Record<string, Answer>> = {
  "GET /api/openapi.json": [200, { paths: { [operations]: { get: { responses: { 200: { content: lines } } } } } }],
  "GET /api/me": [200, { workspaces: [{ id: "acme" }] }],
  "GET /api/me stranger": [200, { workspaces: [] }],
  "GET /api/workspaces/acme/operations": [200, { items: [run], nextCursor: null }],
  "GET /api/workspaces/acme/operations lines": [200, `{"id":"R1"}\n{"end":{"items":1}}\n`, "application/x-ndjson"],
  "GET /api/workspaces/acme/operations stranger": [403, {}],
  "GET /api/workspaces/conformance-absent/operations stranger": [403, {}],
  "GET /api/workspaces/acme/operations anonymous": [401, {}],
  "POST /api/workspaces/acme/operations": [202, { result: "queued", run }],
  "GET /api/workspaces/acme/operations/R1": [200, run],
  "GET /api/workspaces/acme/operations/summary": [200, { calm: null }],
  "GET /api/workspaces/acme/operations/causes": [200, { calm: null }],
  "GET /api/workspaces/acme/inbox": [200, { calm: null }],
};
let answers: Readonly<Record<string, Answer>> = sound;
beforeEach(() => {
  answers = sound;
});

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? "", "http://localhost");
  const { authorization, accept } = request.headers;
  const as = authorization === undefined ? "anonymous" : authorization.replace("Bearer ", "");
  const form = accept === "application/x-ndjson" ? "lines" : as;
  const asked = `${request.method} ${pathname}`;
  const [status, body, type = "application/json"] = answers[`${asked} ${form}`] ?? answers[asked] ?? [404, {}];
  response.writeHead(status, { "content-type": type }).end(typeof body === "string" ? body : JSON.stringify(body));
});
await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => void server.close());

/** How the scenario whose name holds this text ends on a deployment that differs from the sound one in these answers. */
async function resultOf(name: string, differing: Readonly<Record<string, Answer>>) {
  answers = { ...sound, ...differing };
  const deployment = await openDeployment({
    ...{ url, workspaceId: "acme", environmentId: "acme-prod", type: "policy.sync" },
    ...{ token: () => "member", strangerToken: () => "stranger" },
  });
  const [result] = await runSuite(
    deployment,
    scenarios.filter((scenario) => scenario.name.includes(name)),
  );
  return result?.state;
}

const refusedPlan = { code: "input_invalid", errors: [{ path: "input.restoreRunId", message: "A plan is required." }] };
const absent = { code: "input_invalid", errors: [{ path: "input.backupSetId", message: "It does not exist." }] };
const start = "POST /api/workspaces/acme/operations";

interface Case {
  readonly name: string;
  readonly fault: string;
  readonly sane?: Readonly<Record<string, Answer>>;
  readonly broken: Readonly<Record<string, Answer>>;
}
const cases: readonly Case[] = [
  { name: "a stranger learns nothing", fault: "the token is refused", broken: { "GET /api/me stranger": [401, {}] } },
  {
    ...{ name: "a stranger learns nothing", fault: "the token is a member's" },
    broken: { "GET /api/me stranger": [200, { workspaces: [{ id: "acme" }] }] },
  },
  {
    ...{ name: "a stranger learns nothing", fault: "everything fails" },
    broken: {
      "GET /api/workspaces/acme/operations stranger": [500, {}],
      "GET /api/workspaces/conformance-absent/operations stranger": [500, {}],
    },
  },
  {
    ...{ name: "without a token", fault: "the document is empty" },
    broken: { "GET /api/openapi.json": [200, { paths: {} }] },
  },
  {
    ...{ name: "nothing is calm", fault: "the inbox fails" },
    broken: { "GET /api/workspaces/acme/inbox": [500, {}] },
  },
  {
    ...{ name: "an exported list", fault: "the export is empty" },
    broken: {
      "GET /api/workspaces/acme/operations lines": [200, `{"end":{"items":0}}\n`, "application/x-ndjson"],
    },
  },
  {
    ...{ name: "a restore without a reviewed plan", fault: "only the backup set is refused" },
    ...{ sane: { [start]: [422, refusedPlan] }, broken: { [start]: [422, absent] } },
  },
];

it.each(cases)("no scenario passes where it has seen nothing: $name: $fault", async ({ name, sane = {}, broken }) => {
  const before = { "GET /api/workspaces/acme/operations": [200, { items: [], nextCursor: null }] } as const;
  const isRestore = Object.keys(sane).length > 0;

  expect(await resultOf(name, isRestore ? { ...before, ...sane } : {})).toBe("passed");
  expect(await resultOf(name, isRestore ? { ...before, ...broken } : broken)).not.toBe("passed");
});
