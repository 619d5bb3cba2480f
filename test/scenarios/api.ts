import * as z from "zod";
import { sampleClient, sampleProviderUrls } from "../../local/provider/credentials.ts";
import type { StartedStack } from "../../local/runtime/start-stack.ts";
import { seedSecretName } from "../../local/seed.ts";
import { runPage } from "../../shared/contract/hub.ts";
import {
  queuedAnswer,
  type RunAnswer,
  type RunDetail,
  type runAnswer,
  runDetail,
  startedAnswer,
} from "../../shared/contract/runs.ts";
import { until } from "./until.ts";

interface Place {
  readonly user: string;
  readonly workspaceId: string;
  readonly environmentId: string;
}

const named = z.looseObject({ id: z.string(), name: z.string() });
const startAnswer = z.union([queuedAnswer, startedAnswer]);
export type StartAnswer = z.infer<typeof startAnswer>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A little less than the time limit of the API functions. */
const functionTimeoutMilliseconds = 25_000;

/** API calls of a running stack's users, over HTTP with their own tokens. */
export function apiOf(stack: StartedStack, makeToken: (user: string) => Promise<string> = stack.token) {
  const tokens = new Map<string, Promise<string>>();

  async function request(user: string, path: string, init: RequestInit = {}): Promise<Answer> {
    const token = tokens.get(user) ?? makeToken(user);
    tokens.set(user, token);
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${await token}`);
    const answer = await fetch(`${stack.apiUrl}${path}`, { ...init, headers });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  }

  async function read<Schema extends z.ZodType>(user: string, path: string, schema: Schema): Promise<z.infer<Schema>> {
    const { status, text } = await until(`GET ${path} is answered`, async () => {
      const startedAt = performance.now();
      const answer = await request(user, path);
      // A function that ran into its time limit on a busy machine is called again; an early 503 is a failure.
      const isTimeout = answer.status === 503 && performance.now() - startedAt > functionTimeoutMilliseconds;
      return isTimeout ? undefined : answer;
    });
    if (status !== 200) throw new Error(`GET ${path} as ${user} was answered with ${status}: ${text}`);
    return schema.parse(JSON.parse(text));
  }

  const post = (user: string, path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    request(user, path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });

  const findRun = (user: string, workspaceId: string, runId: string) =>
    read(user, `/api/workspaces/${workspaceId}/operations/${runId}`, runDetail);

  return {
    request,
    read,
    findRun,

    /** Starts an operation; throws on any other response, with its content. */
    async start(
      { user, workspaceId, environmentId }: Place,
      type: string,
      options: {
        readonly input?: Readonly<Record<string, unknown>>;
        readonly key?: string;
        readonly externalReference?: string;
      } = {},
    ): Promise<StartAnswer> {
      const { input = {}, key, externalReference } = options;
      const { status, text } = await post(
        user,
        `/api/workspaces/${workspaceId}/operations`,
        { type, environmentId, input, externalReference },
        key === undefined ? {} : { "idempotency-key": key },
      );
      if (status !== 200 && status !== 202) throw new Error(`starting ${type} was answered with ${status}: ${text}`);
      return startAnswer.parse(JSON.parse(text));
    },

    /** What a person reads in the preview of a change set, and types to confirm it. */
    async reviewed({ user, workspaceId, environmentId }: Place, restoreRunId: string) {
      const workspace = `/api/workspaces/${workspaceId}`;
      const { items } = await read(user, `${workspace}/environments`, z.object({ items: z.array(named) }));
      const path = `${workspace}/environments/${environmentId}/records/restore-runs/${restoreRunId}`;
      const { digest: planDigest } = await read(user, path, z.looseObject({ digest: z.string() }));
      return { restoreRunId, planDigest, confirmation: items.find(({ id }) => id === environmentId)?.name };
    },

    /** Waits until the run has ended and returns it. */
    ended: (user: string, workspaceId: string, runId: string): Promise<RunDetail> =>
      until(`run ${runId} ends`, async () => {
        const run = await findRun(user, workspaceId, runId);
        return run.status === "completed" ? run : undefined;
      }),

    /** The latest hundred runs of a workspace. */
    async list(user: string, workspaceId: string) {
      return (await read(user, `/api/workspaces/${workspaceId}/operations?limit=100`, runPage)).items;
    },

    /** Creates an additional connection to the sample provider. */
    async connect({ user, workspaceId, environmentId }: Place, id: string): Promise<void> {
      const path = `/api/workspaces/${workspaceId}/environments/${environmentId}/records/provider-connections`;
      const { status, text } = await request(user, `${path}/${id}`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          ...sampleConnection(stack.provider.origin, { workspaceId, environmentId }),
          displayName: id,
        }),
      });
      if (status !== 200) throw new Error(`writing connection ${id} was answered with ${status}: ${text}`);
    },

    /** Injects faults into the sample provider. */
    async fault(fault: { match: string; status: number; times: number; retryAfterSeconds?: number }): Promise<void> {
      await fetch(`${stack.provider.origin}/_faults`, { method: "POST", body: JSON.stringify(fault) });
    },

    /** The remaining count of each fault; it decreases with every matching request. */
    async faultsLeft(): Promise<readonly { readonly match: string; readonly times: number }[]> {
      const answer = await fetch(`${stack.provider.origin}/_faults`);
      return z
        .object({ faults: z.array(z.object({ match: z.string(), times: z.number() })) })
        .parse(await answer.json()).faults;
    },
  };
}
export type Api = ReturnType<typeof apiOf>;

/** The run of a start response. Throws when the response has none. */
export function runOf(answer: StartAnswer): z.infer<typeof runAnswer> {
  if (answer.run === null) throw new Error(`the start was answered with ${answer.result}, which is no run`);
  return answer.run;
}

function sampleConnection(origin: string, scope: { readonly workspaceId: string; readonly environmentId: string }) {
  const { baseUrl, tokenUrl } = sampleProviderUrls(origin);
  return {
    provider: "microsoft",
    baseUrl,
    tokenUrl,
    clientId: sampleClient.clientId,
    secretName: seedSecretName(scope),
    isDefault: false,
    isEnabled: true,
  };
}

/** The fields of a run that do not change after its end. */
export function withoutActionability<Answer extends RunAnswer>({ actionability, ...run }: Answer) {
  const { evaluatedAt: _asked, ...verdict } = actionability;
  const { checkedAt: _checked, ...rest } = { checkedAt: undefined, ...run };
  return { ...rest, actionability: verdict };
}
