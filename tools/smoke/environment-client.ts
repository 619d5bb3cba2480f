import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import { required } from "./check.ts";

export interface SmokeTarget {
  /** The console's address, such as `https://runtruth.example.com`; the API is below `/api`. */
  readonly url: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly workspace: string;
  readonly environment: string;
  /** Ends every request and wait. */
  readonly deadline: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const discovery = z.object({ token_endpoint: z.url() });
const token = z.object({ access_token: z.string() });
const publicConfig = z.object({ issuer: z.string(), scope: z.string() });
const runView = z.looseObject({
  id: z.string(),
  status: z.string(),
  outcome: z.string(),
  failures: z.array(z.looseObject({ code: z.string() })),
  actions: z.array(z.looseObject({ action: z.string() })),
});
export type RunView = z.infer<typeof runView>;
const withRun = z.looseObject({ result: z.string(), run: runView });

/** The polling interval of a run, in milliseconds; the API's rate limit allows many more. */
const pollMilliseconds = 1000;

/** Calls a deployed environment as a program with client credentials. It knows HTTP only. */
export function createEnvironmentClient(target: SmokeTarget) {
  let bearer: string | undefined;
  const home = `/api/workspaces/${target.workspace}`;

  async function request(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = new Headers(init.headers);
    if (bearer !== undefined && !headers.has("authorization")) headers.set("authorization", `Bearer ${bearer}`);
    const response = await fetch(target.url + path, { ...init, headers, signal: target.deadline });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  async function send(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await request(path, {
      method,
      ...(body !== undefined && {
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    });
    required(answer.status < 300, `${method} ${path} was answered with ${answer.status}: ${answer.text.slice(0, 300)}`);
    return JSON.parse(answer.text);
  }

  return {
    request,
    send,
    home,

    /** Signs in with client credentials. */
    async signIn(): Promise<void> {
      const config = publicConfig.parse(await send("GET", "/config.json"));
      required(config.issuer === target.issuer, `the console signs in at ${config.issuer}, not at ${target.issuer}`);
      const document = await fetch(`${target.issuer}/.well-known/openid-configuration`, { signal: target.deadline });
      const { token_endpoint } = discovery.parse(await document.json());
      const answer = await fetch(token_endpoint, {
        method: "POST",
        headers: { authorization: `Basic ${btoa(`${target.clientId}:${target.clientSecret}`)}` },
        body: new URLSearchParams({ grant_type: "client_credentials", scope: config.scope }),
        signal: target.deadline,
      });
      required(answer.ok, `the issuer answered ${answer.status} to the client credentials`);
      bearer = token.parse(await answer.json()).access_token;
      await send("GET", "/api/me");
    },

    async start(type: string, input: Readonly<Record<string, unknown>> = {}): Promise<RunView> {
      const body = { type, environmentId: target.environment, input };
      return withRun.parse(await send("POST", `${home}/operations`, body)).run;
    },

    async runOf(id: string): Promise<RunView> {
      return runView.parse(await send("GET", `${home}/operations/${id}`));
    },

    /** Performs an action on a run. An action that is no longer offered is answered 409. */
    act(id: string, action: string): Promise<Answer> {
      return request(`${home}/operations/${id}/actions`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ action }),
      });
    },

    async reconcile(id: string): Promise<string> {
      return withRun.parse(await send("POST", `${home}/operations/${id}/reconcile`)).result;
    },

    /** Waits for the end of a run. Throws at the deadline. */
    async ended(id: string): Promise<RunView> {
      for (;;) {
        const run = await this.runOf(id);
        if (run.status === "completed") return run;
        await pause(pollMilliseconds, undefined, { signal: target.deadline });
      }
    },
  };
}
export type EnvironmentClient = ReturnType<typeof createEnvironmentClient>;
