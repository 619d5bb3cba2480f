import { expect, it } from "vitest";
import { seedConnectionId } from "../../local/seed.ts";
import { type Api, apiOf, runOf, type StartAnswer, withoutActionability } from "./api.ts";
import { dataDirForTest, stackForTest } from "./stacks.ts";
import { tableOf } from "./table.ts";
import { shortenedLanes } from "./timings.ts";
import { until } from "./until.ts";

const environments = [
  { user: "owner", workspaceId: "acme", environmentId: "acme-prod" },
  { user: "manager", workspaceId: "acme", environmentId: "acme-lab" },
  { user: "outsider", workspaceId: "globex", environmentId: "globex-prod" },
] as const;
const types = ["provider.connection.check", "policy.sync"] as const;

/** A start with a unique identity: environment, type and connection. */
interface Start {
  readonly place: (typeof environments)[number];
  readonly type: (typeof types)[number];
  readonly providerConnectionId: string;
}

const connections = Array.from({ length: 9 }, (_, index) => `connection-${index}`);
const [lastConnection = "", ...firstConnections] = [...connections].reverse();
const onDefault = environments.slice(0, 2).map((place): Start => {
  return { place, type: "policy.sync", providerConnectionId: seedConnectionId };
});
const fifty = [...startsOn(firstConnections), ...onDefault];
const interrupted = startsOn([lastConnection]);

it("every accepted run ends once after the stack is killed during fifty", async () => {
  const dataDir = dataDirForTest();
  const stack = await stackForTest({ dataDir, context: shortenedLanes });
  const api = apiOf(stack);
  await Promise.all(environments.flatMap((place) => connections.map((id) => api.connect(place, id))));
  // Provider throttling keeps the workers busy, so the kill hits runs in every state.
  await api.fault({ match: "GET /beta/", status: 429, times: 150, retryAfterSeconds: 1 });

  const accepted = await Promise.all(fifty.map((one) => start(api, one)));
  expect(accepted.map(({ result }) => result)).toEqual(fifty.map(() => "queued"));
  const before = await until("some runs have ended", async () => {
    const runs = await everyRun(api);
    return runs.some(({ status }) => status === "completed") ? runs : undefined;
  });
  expect(before.filter(({ status }) => status !== "completed")).not.toEqual([]);

  // Kill at the first response, so the other starts are interrupted at arbitrary steps.
  const answers = interrupted.map((one) => start(api, one));
  await Promise.race(answers);
  await stack.kill9();
  await Promise.allSettled(answers);

  const again = await stackForTest({ dataDir, context: shortenedLanes });
  const apiAgain = apiOf(again);
  const repeated = await Promise.all(interrupted.map((one) => start(apiAgain, one)));
  const runIds = [...accepted, ...repeated].map((answer) => runOf(answer).id);
  expect(new Set(runIds).size).toBe(fifty.length + interrupted.length);
  const after = await until("every run has ended", async () => {
    await again.invoke("reconcile-sweep");
    const runs = await everyRun(apiAgain);
    return runs.every(({ status }) => status === "completed") ? runs : undefined;
  });

  const ended = after.filter(({ type }) => type !== "ops.reconcile_adapter_runs");
  expect(ended.map(({ id }) => id).sort()).toEqual([...runIds].sort());
  const ends = await tableOf(again).endsByRun();
  expect(runIds.map((id) => [id, ends.get(id)])).toEqual(runIds.map((id) => [id, 1]));
  // Runs that had ended before the kill are unchanged.
  const wasEnded = before.filter(({ status }) => status === "completed");
  expect(ended.map(withoutActionability)).toEqual(expect.arrayContaining(wasEnded.map(withoutActionability)));
});

/** Sends an idempotency key, like a client that retries when it gets no response. */
function start(api: Api, { place, type, providerConnectionId }: Start): Promise<StartAnswer> {
  const key = `${type} ${providerConnectionId} ${place.environmentId}`;
  return api.start(place, type, { input: { providerConnectionId }, key });
}

function startsOn(ids: readonly string[]): Start[] {
  return environments.flatMap((place) =>
    types.flatMap((type) => ids.map((providerConnectionId) => ({ place, type, providerConnectionId }))),
  );
}

async function everyRun(api: Api) {
  return [...(await api.list("owner", "acme")), ...(await api.list("outsider", "globex"))];
}
