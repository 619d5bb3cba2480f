import { expect } from "vitest";
import * as z from "zod";
import { sampleClient, sampleProviderUrls } from "../../local/provider/credentials.ts";
import type { StartedStack } from "../../local/runtime/start-stack.ts";
import { seedConnectionId, seedSecretName } from "../../local/seed.ts";
import { recordAnswer, recordPage } from "../../shared/contract/record-answer.ts";
import type { RunDetail } from "../../shared/contract/runs.ts";
import type { PolicyWorld } from "../operations/baselines/seeded-policies.ts";
import { apiOf, runOf } from "./api.ts";

const workspaceId = "acme";
const workspace = `/api/workspaces/${workspaceId}`;
type Input = Readonly<Record<string, unknown>>;

/** Adds an environment that is connected to a provider tenant of its own, both by this name. */
export async function environmentOf(stack: StartedStack, environmentId: string) {
  const api = apiOf(stack);
  const put = async (path: string, body: object) => {
    const init = { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    expect(await api.request("owner", `${workspace}/environments/${environmentId}${path}`, init)).toMatchObject({
      status: 200,
    });
  };
  await put("", { name: `Environment ${environmentId}` });
  await put(`/records/provider-connections/${seedConnectionId}`, {
    ...{ provider: "microsoft", displayName: "Sample", clientId: sampleClient.clientId },
    ...{ secretName: seedSecretName({ workspaceId, environmentId }), isDefault: true, isEnabled: true },
    ...sampleProviderUrls(stack.provider.origin, environmentId),
  });
  return loopOf(stack, { environmentId, tenant: environmentId });
}

/** One environment of a started stack as its manager works in it, over HTTP only, and the tenant behind it. */
export function loopOf(
  stack: StartedStack,
  { environmentId = "acme-prod", tenant }: { readonly environmentId?: string; readonly tenant?: string } = {},
) {
  const scope = { workspaceId, environmentId };
  const as = (user: string) => ({ user, ...scope });
  const place = as("manager");
  const records = `${workspace}/environments/${environmentId}/records`;
  const api = apiOf(stack);
  const controls = tenant === undefined ? stack.provider.origin : `${stack.provider.origin}/${tenant}`;
  const control = (path: string, method: string, body: object) =>
    fetch(`${controls}${path}`, { method, body: JSON.stringify(body) });

  async function play(type: string, input: Input = {}, by = place.user): Promise<RunDetail> {
    return api.ended(by, workspaceId, runOf(await api.start(as(by), type, { input })).id);
  }
  async function policies(): Promise<PolicyWorld> {
    return z
      .record(z.string(), z.array(z.record(z.string(), z.unknown())))
      .parse(await (await fetch(`${controls}/_world`)).json());
  }
  /** Previews changes; what a person confirms after reading them. */
  async function reviewed(type: string, input: Input, by = place.user) {
    const preview = await play(type, { ...input, dryRun: true }, by);
    return api.reviewed(place, preview.related?.id ?? "");
  }
  const record = (kind: string, id: string | undefined) =>
    api.read(place.user, `${records}/${kind}/${id}`, recordAnswer);

  return {
    play,
    policies,
    record,

    /** Everything of a kind, page by page. */
    async all(kind: string) {
      const items = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const query: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
        const page: z.infer<typeof recordPage> = await api.read(
          place.user,
          `${records}/${kind}?limit=100${query}`,
          recordPage,
        );
        items.push(...page.items);
        cursor = page.nextCursor;
      }
      return items;
    },

    /** Writes a record or decides about one. */
    async write(method: "PUT" | "POST", path: string, body: object): Promise<void> {
      const headers = { "content-type": "application/json" };
      const answer = await api.request(place.user, `${records}/${path}`, {
        method,
        headers,
        body: JSON.stringify(body),
      });
      expect(answer, path).toMatchObject({ status: 200 });
    },

    /** Changes what the provider holds, past the product. */
    async change(edit: (held: PolicyWorld) => PolicyWorld): Promise<void> {
      expect((await control("/_world", "PUT", edit(await policies()))).status).toBe(200);
    },
    directory: (body: object) => control("/_directory", "POST", body),
    /** Makes the provider answer otherwise, until `heal`. */
    async fault(body: object): Promise<void> {
      expect((await control("/_faults", "POST", body)).status).toBe(200);
    },
    heal: () => fetch(`${controls}/_faults`, { method: "DELETE" }),

    /** Starts an operation without waiting for its end; the id of its run. */
    start: async (type: string, input: Input) => runOf(await api.start(place, type, { input })).id,
    run: (id: string) => api.findRun(place.user, workspaceId, id),
    ended: (id: string) => api.ended(place.user, workspaceId, id),
    stop: (id: string) =>
      api.request(place.user, `${workspace}/operations/${id}/actions`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ action: "cancel" }),
      }),

    /** Reviews a change set and executes it; `identity` is what the execution repeats of the input. */
    async carryOut(
      type: string,
      input: Input,
      { by = place.user, identity = input }: { readonly by?: string; readonly identity?: Input } = {},
    ): Promise<RunDetail> {
      return play(type, { ...identity, ...(await reviewed(type, input, by)) }, by);
    },
    reviewed,

    /** Reviews a plan as an owner and executes it. */
    async carryOutPlan(type: string, input: Input): Promise<RunDetail> {
      const planned = await play(type, { ...input, dryRun: true }, "owner");
      const plan = z
        .looseObject({ name: z.string(), digest: z.string() })
        .parse(await record("plans", planned.related?.id));
      const confirmed = { planId: planned.related?.id, planDigest: plan.digest, confirmation: plan.name };
      return play(type, { ...input, ...confirmed }, "owner");
    },
  };
}
