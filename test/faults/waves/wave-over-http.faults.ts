import { expect, it } from "vitest";
import * as z from "zod";
import { sampleClient, sampleProviderUrls } from "../../../local/provider/credentials.ts";
import { seedConnectionId, seedSecretName } from "../../../local/seed.ts";
import { queuedAnswer } from "../../../shared/contract/runs.ts";
import { waveTargetPage } from "../../../shared/contract/waves.ts";
import { waveTargetStates } from "../../../shared/run/wave.ts";
import { apiOf } from "../../scenarios/api.ts";
import { stackForTest } from "../../scenarios/stacks.ts";

const workspace = "/api/workspaces/acme";
const requestsAtOnce = 8;
const total = 200;
const environmentIds = Array.from({ length: total }, (_, at) => `branch-${at}`);
const calls = z.object({ calls: z.array(z.object({ method: z.string(), status: z.number(), count: z.number() })) });

/** A wave over 200 environments of one provider tenant, whose limits are on. */
it("a wave of 200 is stopped and repeated without one avoidable 429", { timeout: 1_500_000 }, async () => {
  const stack = await stackForTest();
  const api = apiOf(stack);
  const send = async (user: string, method: string, path: string, body: unknown) => {
    const init = { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const answer = await api.request(user, `${workspace}${path}`, init);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.text;
  };
  for (let from = 0; from < total; from += requestsAtOnce) {
    await Promise.all(environmentIds.slice(from, from + requestsAtOnce).map(addEnvironment));
  }
  const budgets = await (await fetch(`${stack.provider.origin}/_budgets`)).json();
  expect(budgets).toMatchObject({ isLimited: true });

  const body = { type: "policy.sync", targets: { environmentIds }, canary: 2, concurrency: 25 };
  const began = Date.now();
  const first = idOf(await send("manager", "POST", "/waves", body));
  const accepted = Date.now() - began;
  await reached(first, ({ succeeded = 0 }) => succeeded >= 60);
  await send("manager", "POST", `/operations/${first}/actions`, { action: "cancel" });
  const named = total - ((await targets(first)).wave.counts.not_started ?? 0);
  await reached(first, ({ active = 0 }) => active === 0);
  const stopped = (await targets(first)).wave;
  expect(stopped.stopped).toMatchObject({ reason: "aborted", by: "manager" });
  // After the answer to the stop nothing was named.
  expect(total - (stopped.counts.not_started ?? 0)).toBe(named);

  await ended(first);
  const states = ["failed", "blocked", "partially_succeeded", "not_started"];
  const again = Date.now();
  const second = idOf(await send("manager", "POST", `/waves/${first}/run-again`, { states }));
  await reached(second, ({ active = 0, waiting = 0 }) => active + waiting === 0);
  const seconds = (Date.now() - again) / 1000;
  const repeated = (await targets(second)).wave;
  expect(repeated.counts).toMatchObject({ succeeded: total - (stopped.counts.succeeded ?? 0), failed: 0, blocked: 0 });
  for (const state of waveTargetStates) {
    expect((await listed(second, state)).length).toBe(repeated.counts[state] ?? 0);
  }
  const asked = calls.parse(await (await fetch(`${stack.provider.origin}/_calls`)).json()).calls;
  expect(asked.filter(({ status }) => status === 429)).toEqual([]);
  const count = asked.reduce((sum, one) => sum + one.count, 0);
  process.stdout.write(
    `wave: accepted in ${accepted} ms; ${named} named before the stop; ${repeated.total} repeated in ${seconds} s; ${count} calls, 0 refused\n`,
  );

  async function addEnvironment(environmentId: string): Promise<void> {
    await send("owner", "PUT", `/environments/${environmentId}`, { name: environmentId });
    await send("owner", "PUT", `/environments/${environmentId}/records/provider-connections/${seedConnectionId}`, {
      ...{ provider: "microsoft", displayName: "Sample", clientId: sampleClient.clientId, isDefault: true },
      ...{ secretName: seedSecretName({ workspaceId: "acme", environmentId }), isEnabled: true },
      ...sampleProviderUrls(stack.provider.origin),
    });
  }
  function idOf(text: string): string {
    return queuedAnswer.parse(JSON.parse(text)).run.id;
  }
  function targets(id: string, query = "limit=1") {
    return api.read("manager", `${workspace}/waves/${id}/targets?${query}`, waveTargetPage);
  }
  async function listed(id: string, state: string): Promise<readonly string[]> {
    const found: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const next: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page: z.infer<typeof waveTargetPage> = await targets(id, `limit=100&state=${state}${next}`);
      found.push(...page.items.map(({ environmentId }) => environmentId));
      cursor = page.nextCursor;
    }
    return found;
  }
  async function ended(id: string): Promise<void> {
    while ((await api.findRun("manager", "acme", id)).status !== "completed") await nextRead();
  }
  async function reached(id: string, holds: (counts: Partial<Record<string, number>>) => boolean): Promise<void> {
    while (!holds((await targets(id)).wave.counts)) await nextRead();
  }
});

/** A wave changes within seconds. */
const nextRead = () => new Promise((resolve) => setTimeout(resolve, 1000));
