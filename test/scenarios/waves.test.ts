import { expect, it } from "vitest";
import type * as z from "zod";
import { runCommandLine } from "../../clients/cli/src/run.ts";
import { sampleClient, sampleProviderUrls } from "../../local/provider/credentials.ts";
import { seedConnectionId, seedSecretName } from "../../local/seed.ts";
import { queuedAnswer } from "../../shared/contract/runs.ts";
import { waveTargetPage } from "../../shared/contract/waves.ts";
import { waveTargetStates } from "../../shared/run/wave.ts";
import { apiOf } from "./api.ts";
import { expectGoodLines } from "./log-lines.ts";
import { stackForTest } from "./stacks.ts";
import { until } from "./until.ts";

const workspace = "/api/workspaces/acme";
const environmentIds = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `branch-${number}`);
const [first = "", ...others] = environmentIds;

/** A stack with eight environments whose connections lead to the sample provider. */
async function aStackOfEight() {
  const stack = await stackForTest();
  const api = apiOf(stack);
  const send = async (user: string, method: string, path: string, body: unknown) => {
    const headers = { "content-type": "application/json" };
    const answer = await api.request(user, `${workspace}${path}`, { method, headers, body: JSON.stringify(body) });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer;
  };
  const connect = async (environmentId: string, clientId: string = sampleClient.clientId) => {
    const { origin } = stack.provider;
    const scope = { workspaceId: "acme", environmentId };
    await send("owner", "PUT", `/environments/${environmentId}/records/provider-connections/${seedConnectionId}`, {
      ...{ provider: "microsoft", displayName: "Sample", clientId, secretName: seedSecretName(scope) },
      ...{ ...sampleProviderUrls(origin), isDefault: true, isEnabled: true },
    });
  };
  for (const id of environmentIds) {
    await send("owner", "PUT", `/environments/${id}`, { name: `Branch ${id}` });
    await connect(id);
  }
  const accepted = ({ text }: { readonly text: string }) => queuedAnswer.parse(JSON.parse(text)).run.id;
  const targets = (waveId: string, query = "") =>
    api.read("manager", `${workspace}/waves/${waveId}/targets?limit=100${query}`, waveTargetPage);

  return {
    ...{ stack, api, connect, targets },
    start: async (body: object) => accepted(await send("manager", "POST", "/waves", { type: "policy.sync", ...body })),
    again: async (waveId: string, states: readonly string[]) =>
      accepted(await send("manager", "POST", `/waves/${waveId}/run-again`, { states })),
    cancel: (waveId: string) => send("manager", "POST", `/operations/${waveId}/actions`, { action: "cancel" }),
    ended: (waveId: string) => api.ended("manager", "acme", waveId),
    /** The states of a wave that have targets; each number must be that of its list. */
    async counts(waveId: string) {
      const { wave } = await targets(waveId);
      for (const state of waveTargetStates) {
        expect((await targets(waveId, `&state=${state}`)).items).toHaveLength(wave.counts[state] ?? 0);
      }
      return Object.fromEntries(Object.entries(wave.counts).filter(([, count]) => count > 0));
    },
    /** Slows the provider down until it is healed. */
    async slow(delayMillis: number) {
      const body = JSON.stringify({ match: "deviceManagement", delayMillis, times: 10_000 });
      expect((await fetch(`${stack.provider.origin}/_faults`, { method: "POST", body })).ok).toBe(true);
    },
    heal: () => fetch(`${stack.provider.origin}/_faults`, { method: "DELETE" }),
    async command(...words: readonly string[]) {
      const said: Record<"out" | "err", string[]> = { out: [], err: [] };
      const token = await stack.token("manager");
      const code = await runCommandLine(
        words,
        {
          env: { RUNTRUTH_URL: stack.apiUrl, RUNTRUTH_TOKEN: token, RUNTRUTH_WORKSPACE: "acme", HOME: stack.dataDir },
          ...{ isInteractive: false, signal: new AbortController().signal },
          out: (text: string) => void said.out.push(text),
          err: (text: string) => void said.err.push(text),
        },
        "1.0.0",
      );
      return { code, out: said.out.join("\n"), err: said.err.join("\n") };
    },
  };
}

const statesOf = ({ items }: z.output<typeof waveTargetPage>) =>
  Object.fromEntries(items.map(({ environmentId, state, code }) => [environmentId, code ?? state]));

it("wish 6: a wave stops at a failed canary and is repeated whole", async () => {
  const world = await aStackOfEight();
  await world.connect(first, "00000000-0000-4000-8000-000000000000");

  const stopped = await world.start({ targets: { environmentIds }, canary: 1 });
  const run = await world.ended(stopped);
  expect(run.outcome).toBe("failed");
  const seen = await world.targets(stopped);
  expect(seen.wave).toMatchObject({ total: 8, stopped: { reason: "canary_failed", by: null } });
  expect(seen.wave.counts.not_started).toBe(7);
  expect(statesOf(seen)).toMatchObject(Object.fromEntries(others.map((id) => [id, "canary_failed"])));
  const before = await world.counts(stopped);
  const runs = await world.api.list("manager", "acme");
  expect(runs.filter(({ type }) => type === "policy.sync").map(({ environmentId }) => environmentId)).toEqual([first]);

  await world.connect(first);
  const states = ["failed", "blocked", "partially_succeeded", "not_started"];
  const repeated = await world.again(stopped, states);
  expect(await world.ended(repeated)).toMatchObject({ outcome: "succeeded", repeats: stopped });
  expect(await world.counts(repeated)).toEqual({ succeeded: 8 });
  // What the first wave has ended with stays.
  expect(await world.counts(stopped)).toEqual(before);

  const said = await world.command("wave-targets", repeated, "--state", "succeeded");
  expect(said).toMatchObject({ code: 0, err: "8 of 8 targets succeeded." });
  expect(said.out.split("\n").map((line) => line.split("\t")[0])).toEqual(
    (await world.targets(repeated)).items.map(({ environmentId }) => environmentId),
  );
  expectGoodLines(world.stack);
});

it("an aborted wave names no further target and repeats the rest", async () => {
  const world = await aStackOfEight();
  await world.slow(1000);
  const flags = environmentIds.flatMap((id) => ["-e", id]);
  const started = await world.command(
    ...["start-wave", "policy.sync", ...flags, "--canary", "0", "--concurrency", "3", "-o", "json"],
  );
  expect(started).toMatchObject({ code: 0, err: "" });
  const id = queuedAnswer.parse(JSON.parse(started.out)).run.id;
  await until("targets are at work", async () => ((await world.targets(id)).wave.counts.active ? true : undefined));

  await world.cancel(id);
  const named = (await world.targets(id)).items.filter(({ state }) => state !== "not_started");
  await world.heal();
  const run = await world.ended(id);
  expect(run).toMatchObject({ outcome: "failed", counts: expect.any(Array) });
  const counts = await world.counts(id);
  expect(counts.not_started).toBe(8 - named.length);
  expect(counts.not_started).toBeGreaterThanOrEqual(5);
  expect((await world.targets(id)).wave.stopped).toMatchObject({ reason: "aborted", by: "manager" });

  const again = await world.command("run-wave-again", id, "--state", "not_started", "--wait");
  expect(again.code).toBe(0);
  const repeats = (await world.api.list("manager", "acme")).find(
    ({ type, id: runId }) => type === run.type && runId !== id,
  );
  expect(await world.counts(repeats?.id ?? "")).toEqual({ succeeded: counts.not_started });
});
