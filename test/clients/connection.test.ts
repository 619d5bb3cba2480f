import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeEach, expect, it } from "vitest";
import { connect } from "../../clients/cli/src/connection.ts";
import { writeProfiles } from "../../clients/cli/src/profiles.ts";
import { runCommandLine } from "../../clients/cli/src/run.ts";
import type { Terminal } from "../../clients/cli/src/terminal.ts";
import { answerOf } from "../../clients/sdk/src/client.ts";

const HOME = mkdtempSync(path.join(tmpdir(), "runtruth-home-"));
const started = { tokens: 0, grants: [] as string[], sent: [] as (string | undefined)[] };
/** The token that the deployment takes; any other is answered with 401. */
let accepted = "";
let run: object = {};

/** A deployment and its issuer at one address. */
const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url ?? "", origin);
  if (pathname === "/config.json") return answer(response, 200, { issuer: origin, scope: "" });
  if (pathname === "/.well-known/openid-configuration") {
    return answer(response, 200, { issuer: origin, token_endpoint: `${origin}/token` });
  }
  if (pathname === "/token") {
    started.tokens += 1;
    started.grants.push(new URLSearchParams(await text(request)).get("grant_type") ?? "");
    accepted = `T${started.tokens}`;
    const tokens = { access_token: accepted, token_type: "bearer", expires_in: 300, refresh_token: "R2" };
    return answer(response, 200, tokens);
  }
  started.sent.push(request.headers.authorization);
  if (request.headers.authorization !== `Bearer ${accepted}`) {
    return answer(response, 401, { code: "unauthorized", detail: "Sign in." });
  }
  return answer(response, 200, pathname === "/api/me" ? { workspaces: [{ id: "acme" }] } : run);
});
await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => {
  server.close();
  rmSync(HOME, { recursive: true, force: true });
});
beforeEach(() => {
  Object.assign(started, { tokens: 0, grants: [], sent: [] });
  accepted = "";
});

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function terminalOf(env: Terminal["env"]) {
  const said = { out: "", err: "" };
  const terminal: Terminal = {
    ...{ env: { HOME, ...env }, isInteractive: false, signal: new AbortController().signal },
    out(words) {
      said.out += `${words}\n`;
    },
    err(words) {
      said.err += `${words}\n`;
    },
  };
  return { terminal, said };
}

async function command(env: Terminal["env"], ...words: string[]) {
  const { terminal, said } = terminalOf(env);
  return { code: await runCommandLine(words, terminal, "1.2.3"), ...said };
}

const program = { RUNTRUTH_URL: origin, RUNTRUTH_CLIENT_ID: "ci", RUNTRUTH_CLIENT_SECRET: "s" };
const profile = { url: origin, issuer: origin, clientId: "cli", scope: "", workspaceId: "acme" };
const store = (tokens: object) =>
  writeProfiles({ HOME }, { current: "default", profiles: { default: { ...profile, tokens: tokens as never } } });

it("a program signs in again when its token is refused", async () => {
  const { client } = await connect(terminalOf(program).terminal, {});
  await answerOf(client.GET("/api/me"));
  accepted = "none";
  await answerOf(client.GET("/api/me"));

  expect(started.grants).toEqual(["client_credentials", "client_credentials"]);
});

it("a session is renewed once for requests at the same time", async () => {
  await store({ accessToken: "T0", refreshToken: "R1", expiresAt: 0 });
  const { client } = await connect(terminalOf({}).terminal, {});
  await Promise.all([1, 2, 3].map(() => answerOf(client.GET("/api/me"))));

  expect(started.grants).toEqual(["refresh_token"]);
});

it("the token of a profile is never sent to another address", async () => {
  await store({ accessToken: "T0" });
  const elsewhere = origin.replace("127.0.0.1", "localhost");
  const { code, err } = await command({}, "--url", elsewhere, "whoami");

  expect({ code, err }).toEqual({ code: 4, err: expect.stringContaining(`not signed in at ${elsewhere}`) });
  expect(started.sent).toEqual([]);
});

it("a refused session is no missing membership", async () => {
  const withoutProfile = { RUNTRUTH_URL: origin, RUNTRUTH_TOKEN: "old", XDG_CONFIG_HOME: path.join(HOME, "none") };
  const { code, err } = await command(withoutProfile, "runs");

  expect({ code, err }).toEqual({ code: 4, err: "Sign in. (unauthorized)\n" });
});

it("an address that is none is named with an example", async () => {
  const { code, err } = await command({ RUNTRUTH_TOKEN: "T" }, "--url", "localhost:4860", "runs");

  expect({ code, err }).toEqual({ code: 4, err: expect.stringContaining("such as https://") });
});

it("a decision that came to nothing for a run is no success", async () => {
  accepted = "T";
  const decide = async (refused: number) => {
    run = { items: [{ runId: "R", verdict: "needed" }], isComplete: true, counts: { total: 1, done: 0, refused } };
    const env = { RUNTRUTH_URL: origin, RUNTRUTH_TOKEN: "T" };
    return (await command(env, "-w", "acme", "acknowledge-cause", "0f", "--note", "Known.")).code;
  };

  expect([await decide(1), await decide(0)]).toEqual([1, 0]);
});

it("the headline of a watched run cannot steer the terminal", async () => {
  accepted = "T";
  run = { headline: "\u001b[2Jdone", status: "completed", outcome: "failed", polling: { intervalSeconds: null } };
  const { err } = await command({ RUNTRUTH_URL: origin, RUNTRUTH_TOKEN: "T" }, "-w", "acme", "watch", "R");

  expect(err.split("\n")[0]).toBe("done");
});
