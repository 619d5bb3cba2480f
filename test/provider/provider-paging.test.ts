import { afterEach, expect, it } from "vitest";
import { pagesMax } from "../../functions/worker/provider/provider-client.ts";
import { answerPage, failed, page, raw, scriptedClient, stopProviders } from "./scripted-client.ts";
import { sendJson } from "./scripted-provider.ts";

afterEach(stopProviders);

it("provider client requests a token with the named secret and reads with it", async () => {
  const { provider, open, secretsRead } = await scriptedClient(answerPage);

  const answer = await open().next();

  expect(answer).toEqual({ ok: true, value: { number: 0, items: [{ id: "a" }], total: 1 } });
  const [token, read] = provider.requests;
  expect(Object.fromEntries(new URLSearchParams(token?.body))).toMatchObject({
    grant_type: "client_credentials",
    client_id: "client",
    client_secret: "s3cret",
  });
  const path = "/beta/deviceManagement/deviceConfigurations?%24count=true&%24expand=assignments";
  expect(read).toMatchObject({ path, authorization: "Bearer token-1" });
  expect(secretsRead).toEqual(["runtruth/test/acme/acme-prod/provider"]);
});

it("provider client follows next links to the last page", async () => {
  const { open, provider } = await scriptedClient(({ path }, response) =>
    path.includes("skip")
      ? sendJson(response, 200, page([{ id: "b" }]))
      : sendJson(response, 200, { ...page([{ id: "a" }], `${path}?$skiptoken=1`), "@odata.count": 2 }),
  );
  const pages = open();

  const read = [await pages.next(), await pages.next(), await pages.next()];

  expect(read).toMatchObject([
    { ok: true, value: { number: 0, total: 2 } },
    { ok: true, value: { number: 1, items: [{ id: "b" }] } },
    { ok: true, value: "end" },
  ]);
  expect(provider.reads()).toHaveLength(2);
});

it("provider client continues at the page of a position", async () => {
  const { open, provider } = await scriptedClient(answerPage);

  const answer = await open({ number: 4, ...{ nextLink: `${provider.origin}/beta/x?$skiptoken=4` } }).next();

  expect(answer).toMatchObject({ ok: true, value: { number: 4 } });
  expect(provider.reads()).toEqual(["/beta/x?$skiptoken=4"]);
});

it("provider client reads truncated assignments of a policy to their end", async () => {
  const { open, provider } = await scriptedClient(({ path }, response) =>
    path.includes("/assignments")
      ? sendJson(response, 200, page([{ id: "one" }, { id: "two" }]))
      : sendJson(
          response,
          200,
          page([{ id: "a", assignments: [{ id: "one" }], "assignments@odata.nextLink": "/next" }]),
        ),
  );

  const answer = await open().next();

  expect(answer).toMatchObject({
    ok: true,
    value: { items: [{ id: "a", assignments: [{ id: "one" }, { id: "two" }] }] },
  });
  expect(provider.reads().at(-1)).toBe("/beta/deviceManagement/deviceConfigurations/a/assignments");
});

it("provider client never follows a redirect, not even to the same origin", async () => {
  const { open, provider } = await scriptedClient((_request, response) => {
    response.writeHead(302, { location: "/elsewhere" });
    response.end();
  });

  expect(await open().next()).toEqual(failed("provider_redirected"));
  expect(provider.reads()).toHaveLength(1);
});

it("provider client sends no request or secret outside the allow-list", async () => {
  const { open, provider, secretsRead } = await scriptedClient(answerPage, {
    allowedOrigins: () => ["https://graph.test"],
  });

  expect(await open().next()).toEqual(failed("provider_connection_invalid"));
  expect(provider.requests).toEqual([]);
  expect(secretsRead).toEqual([]);
});

it.each(["https://127.0.0.1:1/beta", "file:///etc/passwd", "not a url", "http://user:pass@127.0.0.1"])(
  "provider client refuses the base URL %s",
  async (baseUrl) => {
    const { client, connection, budget, provider } = await scriptedClient(answerPage);

    expect(await client.verify({ ...connection, baseUrl }, budget)).toEqual(failed("provider_connection_invalid"));
    expect(provider.requests).toEqual([]);
  },
);

it.each([
  ["another origin", "http://127.0.0.1:1/next"],
  ["another scheme", "file:///next"],
])("provider client keeps the page and rejects a next link to %s", async (_what, nextLink) => {
  const { open } = await scriptedClient(raw(JSON.stringify(page([{ id: "a" }], nextLink))));
  const pages = open();

  expect(await pages.next()).toMatchObject({ ok: true, value: { items: [{ id: "a" }] } });
  expect(await pages.next()).toEqual(failed("provider_page_foreign"));
});

it("provider client detects circular next links", async () => {
  const { open, provider } = await scriptedClient(({ path }, response) => {
    const [base] = path.split("?");
    sendJson(response, 200, page([], path.includes("=1") ? `${base}?t=2` : `${base}?t=1`));
  });
  const pages = open();

  for (let read = 0; read < 3; read++) expect(await pages.next()).toMatchObject({ ok: true });
  expect(await pages.next()).toEqual(failed("provider_pages_circular"));
  expect(provider.reads()).toHaveLength(3);
});

it("provider client stops at the page limit", async () => {
  const { open, provider } = await scriptedClient(answerPage);

  expect(await open({ number: pagesMax }).next()).toEqual(failed("provider_response_invalid"));
  expect(provider.reads()).toEqual([]);
});
