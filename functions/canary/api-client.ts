import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import { required } from "../../shared/foundation/required.ts";

export interface ApiTarget {
  /** The console's address, such as `https://runtruth.example.com`; the API is below `/api`. */
  readonly url: string;
  readonly workspace: string;
  readonly environment: string;
  /** Ends every request and wait. */
  readonly deadline: AbortSignal;
}

/** A program's client at the deployment's issuer. */
export interface ApiCredentials {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Empty when the issuer has no scopes. */
  readonly scope: string;
  /** For issuers that require it with client credentials. */
  readonly audience?: string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const discovery = z.object({ token_endpoint: z.url() });
const token = z.object({ access_token: z.string() });
const runView = z.looseObject({
  id: z.string(),
  status: z.string(),
  outcome: z.string(),
  failures: z.array(z.looseObject({ code: z.string() })),
  actions: z.array(z.looseObject({ action: z.string() })),
});
export type RunView = z.infer<typeof runView>;
const listed = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) });
const withRun = z.looseObject({ result: z.string(), run: runView });

/** The polling interval of a run, in milliseconds; the API's rate limit allows many more. */
const pollMilliseconds = 1000;

/** Calls a deployment as a program with client credentials. It knows HTTP only; the smoke test uses it too. */
export function createApiClient(target: ApiTarget) {
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

    /** Signs in with client credentials, and checks that the API accepts the token. */
    async signIn({ issuer, clientId, clientSecret, scope, audience }: ApiCredentials): Promise<void> {
      const document = await fetch(`${issuer}/.well-known/openid-configuration`, { signal: target.deadline });
      required(document.ok, `the issuer answered ${document.status} to its discovery document`);
      const { token_endpoint } = discovery.parse(await document.json());
      const form = new URLSearchParams({ grant_type: "client_credentials" });
      if (scope !== "") form.set("scope", scope);
      if (audience !== undefined) form.set("audience", audience);
      const answer = await fetch(token_endpoint, {
        method: "POST",
        headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
        body: form,
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

    /** Whether the newest runs of the environment contain this one. */
    async isListed(id: string): Promise<boolean> {
      const path = `${home}/operations?environmentId=${target.environment}`;
      return listed.parse(await send("GET", path)).items.some((run) => run.id === id);
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
export type ApiClient = ReturnType<typeof createApiClient>;
