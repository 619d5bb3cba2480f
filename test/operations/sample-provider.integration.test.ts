import { afterEach, expect, it } from "vitest";
import { sampleClient, sampleProviderUrls } from "../../local/provider/credentials.ts";
import { type RunningProvider, startSampleProvider } from "../../local/provider/server.ts";
import { boundedContext } from "../../shared/run/context.ts";
import { operationWorld, scope } from "./operation-world.ts";

const started: RunningProvider[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((provider) => provider.stop()));
});

async function aWorld() {
  const provider = await startSampleProvider({ port: 0 });
  started.push(provider);
  const world = await operationWorld(provider.origin, async () => sampleClient.clientSecret);
  await world.addConnection({ ...sampleProviderUrls(provider.origin), clientId: sampleClient.clientId });
  return { ...world, provider };
}

const steps = [
  "provider.connection.check",
  "policy.sync",
  "tenant.evidence.snapshot.generate",
  "environment.review.compose",
];

it("operation sequence leads from a connection to a ready review", async () => {
  const world = await aWorld();

  for (const step of steps) expect(await world.perform(step)).toMatchObject({ outcome: "succeeded" });

  const ready = await world.prepare("environment.review.compose");
  expect(ready).toMatchObject({ kind: "answer", related: { type: "environment_review" } });
  const { policies } = await world.needs.policies.readCurrent(scope);
  expect(policies.length).toBeGreaterThan(3);
  expect(new Set(policies.map(({ collection }) => collection)).size).toBe(3);
});

it("check and next sync are blocked once consent is withdrawn", async () => {
  const { provider, perform } = await aWorld();
  await fetch(`${provider.origin}/_consent`, { method: "POST", body: JSON.stringify({ granted: false }) });

  const blocked = { outcome: "blocked", reasonCode: "provider_consent_missing" };
  expect(await perform("provider.connection.check")).toMatchObject(blocked);
  expect(await perform("policy.sync")).toMatchObject(blocked);
});

it("every start stores its context without redacting correlation keys", async () => {
  const world = await aWorld();

  for (const step of steps) {
    const prepared = await world.prepare(step);
    if (prepared.kind !== "start") throw new Error(`${step} was not started`);
    expect(boundedContext({ ...prepared.context })).toEqual(prepared.context);
    await world.perform(step);
  }
});
