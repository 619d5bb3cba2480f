import { expect } from "vitest";
import * as z from "zod";
import type { StartedStack } from "../../local/runtime/start-stack.ts";
import { recordAnswer, recordPage } from "../../shared/contract/records.ts";
import type { RunDetail } from "../../shared/contract/runs.ts";
import type { PolicyWorld } from "../operations/baselines/seeded-policies.ts";
import { apiOf, runOf } from "./api.ts";

const scope = { workspaceId: "acme", environmentId: "acme-prod" };
const place = { user: "manager", ...scope };
const owner = { user: "owner", ...scope };
const records = `/api/workspaces/${scope.workspaceId}/environments/${scope.environmentId}/records`;
type Input = Readonly<Record<string, unknown>>;

/** One environment of a started stack as its manager works in it, over HTTP only, and the provider behind it. */
export function loopOf(stack: StartedStack) {
  const api = apiOf(stack);
  const control = (path: string, method: string, body: object) =>
    fetch(`${stack.provider.origin}${path}`, { method, body: JSON.stringify(body) });

  async function play(type: string, input: Input = {}, by = place): Promise<RunDetail> {
    return api.ended(by.user, scope.workspaceId, runOf(await api.start(by, type, { input })).id);
  }
  async function policies(): Promise<PolicyWorld> {
    return z
      .record(z.string(), z.array(z.record(z.string(), z.unknown())))
      .parse(await (await fetch(`${stack.provider.origin}/_world`)).json());
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

    /** Reviews a change set and executes it. */
    async carryOut(type: string, input: Input, identity: Input = input): Promise<RunDetail> {
      const preview = await play(type, { ...input, dryRun: true });
      return play(type, { ...identity, ...(await api.reviewed(place, preview.related?.id ?? "")) });
    },

    /** Reviews a plan as an owner and executes it. */
    async carryOutPlan(type: string, input: Input): Promise<RunDetail> {
      const planned = await play(type, { ...input, dryRun: true }, owner);
      const plan = z
        .looseObject({ name: z.string(), digest: z.string() })
        .parse(await record("plans", planned.related?.id));
      const reviewed = { planId: planned.related?.id, planDigest: plan.digest, confirmation: plan.name };
      return play(type, { ...input, ...reviewed }, owner);
    },
  };
}
