import * as z from "zod";
import { sampleClient, sampleProviderUrls } from "../../../local/provider/credentials.ts";
import type { StartedStack } from "../../../local/runtime/start-stack.ts";
import { seedConnectionId, seedSecretName } from "../../../local/seed.ts";
import { queuedAnswer } from "../../../shared/contract/runs.ts";
import { wavePlan, waveTargetPage } from "../../../shared/contract/waves.ts";
import { apiOf } from "../../scenarios/api.ts";

const workspace = "/api/workspaces/acme";
const requestsAtOnce = 8;
const callsSchema = z.object({
  calls: z.array(z.object({ method: z.string(), path: z.string(), status: z.number(), count: z.number() })),
});
type Counts = Partial<Record<string, number>>;

/** The waves of a running stack's workspace Acme, over HTTP only. */
export function wavesOf(stack: StartedStack) {
  const api = apiOf(stack);

  async function send(user: string, method: string, path: string, body: unknown): Promise<string> {
    const init = { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const answer = await api.request(user, `${workspace}${path}`, init);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.text;
  }
  async function addEnvironment(environmentId: string, tenant: string | undefined): Promise<void> {
    await send("owner", "PUT", `/environments/${environmentId}`, { name: environmentId });
    await send("owner", "PUT", `/environments/${environmentId}/records/provider-connections/${seedConnectionId}`, {
      ...{ provider: "microsoft", displayName: "Sample", clientId: sampleClient.clientId, isDefault: true },
      ...{ secretName: seedSecretName({ workspaceId: "acme", environmentId }), isEnabled: true },
      ...sampleProviderUrls(stack.provider.origin, tenant),
    });
  }
  const targets = (id: string, query = "limit=1") =>
    api.read("manager", `${workspace}/waves/${id}/targets?${query}`, waveTargetPage);
  const plan = (id: string) => api.read("manager", `${workspace}/waves/${id}/plan`, wavePlan);

  return {
    targets,
    plan,

    /** Adds environments that are all connected to one tenant of the sample provider; by default to the unnamed one. */
    async addEnvironments(environmentIds: readonly string[], tenant?: string): Promise<void> {
      for (let from = 0; from < environmentIds.length; from += requestsAtOnce) {
        await Promise.all(environmentIds.slice(from, from + requestsAtOnce).map((id) => addEnvironment(id, tenant)));
      }
    },
    /** Posts to a path below `/waves` what starts a wave; the id of its run. */
    async start(body: object, path = ""): Promise<string> {
      return queuedAnswer.parse(JSON.parse(await send("manager", "POST", `/waves${path}`, body))).run.id;
    },
    cancel: (id: string) => send("manager", "POST", `/operations/${id}/actions`, { action: "cancel" }),

    /** The environments of all targets in a state, page by page. */
    async listed(id: string, state: string): Promise<readonly string[]> {
      const found: string[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const next: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
        const page: z.infer<typeof waveTargetPage> = await targets(id, `limit=100&state=${state}${next}`);
        found.push(...page.items.map(({ environmentId }) => environmentId));
        cursor = page.nextCursor;
      }
      return found;
    },
    async ended(id: string): Promise<void> {
      while ((await api.findRun("manager", "acme", id)).status !== "completed") await nextRead();
    },
    async reached(id: string, holds: (counts: Counts) => boolean): Promise<void> {
      while (!holds((await targets(id)).wave.counts)) await nextRead();
    },
  };
}

/** What a tenant of the sample provider was asked; by default the unnamed one. */
export async function callsOf({ provider }: StartedStack, tenant?: string) {
  const controls = tenant === undefined ? provider.origin : `${provider.origin}/${tenant}`;
  return callsSchema.parse(await (await fetch(`${controls}/_calls`)).json()).calls;
}

export const sumOf = (counted: readonly { readonly count: number }[]) =>
  counted.reduce((sum, { count }) => sum + count, 0);

/** A wave changes within seconds. */
const nextRead = () => new Promise((resolve) => setTimeout(resolve, 1000));
