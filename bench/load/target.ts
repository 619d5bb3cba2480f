import * as z from "zod";
import { dataDirOf, stackFileOf } from "../../local/config.ts";
import { sampleClient, sampleProviderUrls } from "../../local/provider/credentials.ts";
import { runningStack } from "../../local/runtime/stack-file.ts";
import { seedSecretName } from "../../local/seed.ts";
import { runDetail } from "../../shared/contract/runs.ts";
import { createHttp, type HttpAnswer } from "./http.ts";

const workspaceId = "acme";
const environmentId = "acme-lab";
const operations = `/api/workspaces/${workspaceId}/operations`;
const connectionsPath = `/api/workspaces/${workspaceId}/environments/${environmentId}/records/provider-connections`;

/** Number of connections, so that consecutive starts are different work. */
const connectionCount = 500;
const failingOneIn = 50;
/**
 * Tenants of the sample provider. The product keeps an application below its limit in each tenant (43 calls per second, as
 * Microsoft Graph permits), so one tenant would measure that pace instead of the stack.
 */
const tenants = ["load-1", "load-2", "load-3", "load-4", "load-5"] as const;
/** The sample provider rejects every request below this path. */
const failingPath = "/failing";

const started = z.object({ result: z.string(), run: z.object({ id: z.string() }) });

/** The response to one start. `status` 0: no response. */
export interface StartAnswer {
  readonly status: number;
  readonly result: string;
  readonly runId: string | undefined;
  readonly milliseconds: number;
}

/** The running stack over HTTP with one operator: many connections to check, a few of which always fail. */
export async function openTarget() {
  const dataDir = dataDirOf(process.env);
  const stack = runningStack(stackFileOf(dataDir));
  const tokens = new Map<string, { readonly token: string; readonly until: number }>();

  async function tokenOf(user: string): Promise<string> {
    const known = tokens.get(user);
    if (known !== undefined && known.until > Date.now()) return known.token;
    const answer = await fetch(`${stack.issuer}/local/token?user=${user}`, { method: "POST" });
    const { access_token: token } = z.object({ access_token: z.string() }).parse(await answer.json());
    tokens.set(user, { token, until: Date.now() + 600_000 });
    return token;
  }

  const http = createHttp(stack.apiUrl);
  async function send(user: string, method: string, path: string, body?: unknown, key?: string): Promise<HttpAnswer> {
    const headers = {
      authorization: `Bearer ${await tokenOf(user)}`,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(key !== undefined && { "idempotency-key": key }),
    };
    return http({ method, path, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  }

  return {
    stack,
    dataDir,
    workspaceId,
    environmentId,
    connectionCount,
    tenants,
    tokenOf,

    /** Creates the connections, and configures the provider to reject the failing ones. */
    async prepare(): Promise<void> {
      const fault = { match: failingPath, status: 403, times: 1_000_000 };
      await fetch(`${stack.provider.origin}/_faults`, { method: "POST", body: JSON.stringify(fault) });
      const write = async (at: number) => {
        const settings = {
          provider: "microsoft",
          displayName: `Load ${at}`,
          ...sampleProviderUrls(stack.provider.origin, tenantOf(at)),
          ...(isFailing(at) && { baseUrl: `${stack.provider.origin}${failingPath}` }),
          clientId: sampleClient.clientId,
          secretName: seedSecretName({ workspaceId, environmentId }),
          isDefault: false,
          isEnabled: true,
        };
        const answer = await send("owner", "PUT", `${connectionsPath}/load-${at}`, settings);
        if (answer.status >= 300)
          throw new Error(`connection ${at} was answered with ${answer.status}: ${answer.text}`);
      };
      for (let at = 0; at < connectionCount; at += 10) {
        await Promise.all(Array.from({ length: 10 }, (_, more) => write(at + more)));
      }
    },

    /** Starts the check of a connection. Never throws: a missing response has status 0. */
    async start(at: number, key: string): Promise<StartAnswer> {
      const input = { providerConnectionId: `load-${at % connectionCount}` };
      const body = { type: "provider.connection.check", environmentId, input };
      const begun = performance.now();
      try {
        const answer = await send("operator", "POST", operations, body, key);
        const parsed = started.safeParse(JSON.parse(answer.text));
        const milliseconds = performance.now() - begun;
        const { result = "refused", run } = parsed.data ?? {};
        return { status: answer.status, result, runId: run?.id, milliseconds };
      } catch {
        return { status: 0, result: "no answer", runId: undefined, milliseconds: performance.now() - begun };
      }
    },

    /** The run as the API returns it, or its absence; undefined when the stack under load does not respond. */
    async findRun(runId: string) {
      const answer = await send("operator", "GET", `${operations}/${runId}`).catch(() => undefined);
      if (answer === undefined || answer.status === 503) return undefined;
      if (answer.status === 404) return "gone";
      if (answer.status !== 200) throw new Error(`run ${runId} was answered with ${answer.status}: ${answer.text}`);
      return runDetail.parse(JSON.parse(answer.text));
    },

    isFailing,
  };
}
export type Target = Awaited<ReturnType<typeof openTarget>>;

/** The fault of the failing connections is one of the tenant without a name. */
const tenantOf = (at: number) => (isFailing(at) ? undefined : tenants[at % tenants.length]);

/** Whether this start checks a failing connection. */
function isFailing(at: number): boolean {
  return at % failingOneIn === failingOneIn - 1;
}
