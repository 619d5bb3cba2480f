import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { answerOf, createClient, keyedPaths } from "../../clients/sdk/src/client.ts";
import { everyItem } from "../../clients/sdk/src/every-item.ts";
import { createSend } from "../../clients/sdk/src/send.ts";

const document: {
  paths: Record<string, Record<string, { parameters?: { name?: string; $ref?: string }[] }>>;
} = JSON.parse(readFileSync(new URL("../../docs/openapi.json", import.meta.url), "utf8"));

/** A client whose requests are answered here, and what it sent. */
function clientOf(answer: (request: Request) => Response, token: (refused?: string) => string = () => "one") {
  const requests: Request[] = [];
  const client = createClient({
    url: "https://runs.example.com",
    token,
    async fetch(request) {
      requests.push(request);
      return answer(request);
    },
  });
  return { client, requests };
}
const json = (body: unknown, init?: ResponseInit) =>
  new Response(JSON.stringify(body), { headers: { "content-type": "application/json" }, ...init });

it("each request that takes an idempotency key gets one of its own", async () => {
  const taking = Object.entries(document.paths).filter(([, methods]) =>
    Object.values(methods).some(({ parameters = [] }) => JSON.stringify(parameters).includes("Idempotency-Key")),
  );
  expect(taking.map(([path]) => path).sort()).toEqual([...keyedPaths].sort());

  const { client, requests } = clientOf(() => json({}));
  const body = { type: "policy.sync", environmentId: "acme-prod", input: {} };
  const params = { path: { ws: "acme" } };
  await client.POST("/api/workspaces/{ws}/operations", { params, body });
  await client.POST("/api/workspaces/{ws}/operations", { params, body });
  await client.POST("/api/workspaces/{ws}/operations", {
    params: { ...params, header: { "Idempotency-Key": "mine" } },
    body,
  });
  const [first, second, third] = requests.map(({ headers }) => headers.get("idempotency-key"));
  expect(first).toMatch(/^[0-9a-f-]{36}$/);
  expect(second).not.toBe(first);
  expect(third).toBe("mine");
});

it("a refused token is replaced once, and its replacement is used", async () => {
  const { client, requests } = clientOf(
    ({ headers }) => (headers.get("authorization") === "Bearer two" ? json({ id: "me" }) : json({}, { status: 401 })),
    (refused) => (refused === undefined ? "one" : "two"),
  );
  expect(await answerOf(client.GET("/api/me"))).toEqual({ id: "me" });
  expect(requests).toHaveLength(2);
});

it("a request with a body is sent whole again with another token", async () => {
  const bodies: string[] = [];
  const send = createSend({
    token: (refused) => (refused === undefined ? "one" : "two"),
    // As a network does, it takes the body away.
    async fetch(request) {
      bodies.push(await request.text());
      return json({}, { status: request.headers.get("authorization") === "Bearer two" ? 202 : 401 });
    },
  });

  const { status } = await send(new Request("https://runs.example.com/", { method: "POST", body: "start" }));

  expect([status, bodies]).toEqual([202, ["start", "start"]]);
});

it("an unchanged answer is asked for by its tag and read from before", async () => {
  const { client, requests } = clientOf(({ headers }) =>
    headers.get("if-none-match") === '"1"'
      ? new Response(null, { status: 304 })
      : json({ id: "me" }, { headers: { etag: '"1"', "content-type": "application/json" } }),
  );
  const answers = [await answerOf(client.GET("/api/me")), await answerOf(client.GET("/api/me"))];
  expect(answers).toEqual([{ id: "me" }, { id: "me" }]);
  expect(requests.map(({ headers }) => headers.get("if-none-match"))).toEqual([null, '"1"']);
});

it("an error answer is thrown with the words of the API", async () => {
  const problem = {
    type: "about:blank",
    title: "Not found",
    status: 404,
    code: "not_found",
    detail: "There is no such run.",
  };
  const refusing = clientOf(() => json(problem, { status: 404 })).client;
  await expect(answerOf(refusing.GET("/api/me"))).rejects.toMatchObject({
    name: "ApiProblem",
    status: 404,
    code: "not_found",
    message: "There is no such run.",
  });
  const gateway = clientOf(() => new Response("<html>", { status: 403 })).client;
  await expect(answerOf(gateway.GET("/api/me"))).rejects.toMatchObject({ status: 403, problem: undefined });
});

it("a list is read page by page until its end", async () => {
  const pages = new Map([
    [undefined, { items: [1, 2], nextCursor: "a" }],
    ["a", { items: [3], nextCursor: null }],
  ]);
  const items: number[] = [];
  for await (const item of everyItem(async (cursor) => pages.get(cursor) ?? { items: [], nextCursor: null })) {
    items.push(item);
  }
  expect(items).toEqual([1, 2, 3]);
});
