import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { StartedStack } from "../../../local/runtime/start-stack.ts";
import { seedConnectionId } from "../../../local/seed.ts";
import { createPolicyBindings } from "../../../shared/records/policy-bindings.ts";
import type { PolicyWorld } from "../../operations/baselines/seeded-policies.ts";
import { environmentOf, loopOf } from "../../scenarios/loop-api.ts";
import { targetOf } from "../../scenarios/provider-changes.ts";
import { callsOf, sumOf, wavesOf } from "./wave-api.ts";

const tenant = "district";
const collection = "deviceConfigurations";
const type = "promotion.execute";
/** Policies that each target changes. */
const changed = 3;
/** What the sample provider permits, as Intune does: writes of one application in one tenant, a second. */
const permittedPerSecond = 100 / 20;
const readMillis = 250;
/** How long the provider refuses all after the first write, in seconds: longer than a worker waits in place. */
const pause = 45;
/** When the runs that are already queued have asked for their wait, and when none is awake yet. */
const quiet = { from: 15, to: 38 };

/**
 * Promotes policies to environments that share one tenant, each of which was given policies of its own before, by a
 * dry wave and the wave that executes its plans. The provider's first answer to a write is "later".
 *
 * `rate` is the share of the permitted write rate, from the first accepted write after that to the last one.
 * `invocations` of workers are those of the executing wave, `longest` and `busySeconds` the longest and the sum of them, in
 * seconds; `endedInPause` lists the milliseconds of those that ended while the provider wanted no call.
 */
export async function writingWave(stack: StartedStack, environmentIds: readonly string[]) {
  const waves = wavesOf(stack);
  const lab = await environmentOf(stack, "lab");
  await waves.addEnvironments(environmentIds, tenant);
  const shared = loopOf(stack, { tenant });
  const golden = ((await lab.policies())[collection] ?? []).slice(0, changed);
  const policies = golden.map(({ assignments: _, ...policy }, at) => ({ ...policy, id: `golden-${at}` }));
  await lab.change(only(policies));
  await shared.change(
    only(
      environmentIds.flatMap((environmentId) =>
        policies.map((policy) => ({ ...policy, id: `${environmentId}-${policy.id}`, description: "Before" })),
      ),
    ),
  );
  await bindCopies(stack, environmentIds, policies);
  await lab.play("policy.sync");

  const input = { sourceEnvironmentId: "lab", policyIds: policies.map(({ id }) => id), dryRun: true };
  const dry = await waves.start({ type, input, targets: { environmentIds }, concurrency: 25 });
  await waves.ended(dry);
  const planDigest = (await waves.plan(dry)).ready.digest;

  const before = invocationsOf(stack).length;
  await shared.fault({ match: "PATCH ", status: 429, retryAfterSeconds: pause });
  const planned = { plannedBy: dry, planDigest, confirmation: "Acme" };
  const id = await waves.start({ type, targets: planned, canary: 0, concurrency: 25 });
  const readings = watchWrites(stack, environmentIds.length * policies.length);
  await readings.refused;
  await wait(quiet.from * 1000);
  const asleep = invocationsOf(stack).length;
  await wait((quiet.to - quiet.from) * 1000);
  const endedInPause = invocationsOf(stack).slice(asleep);
  await waves.ended(id);
  readings.stop();
  const { writes, seconds, counted } = await readings.done;

  const millis = invocationsOf(stack).slice(before);
  const refused = sumOf((await callsOf(stack, tenant)).filter(({ status }) => status === 429));
  return {
    ...{ policies: policies.length, pause, refused, writes, endedInPause },
    wave: (await waves.targets(id)).wave,
    rate: counted / seconds / permittedPerSecond,
    invocations: millis.length,
    longest: Math.max(...millis) / 1000,
    busySeconds: Math.round(millis.reduce((sum, one) => sum + one, 0) / 1000),
  };
}

const only = (deviceConfigurations: PolicyWorld[string]) => () => ({
  ...{ configurationPolicies: [], deviceCompliancePolicies: [], deviceConfigurations },
});

/** Stores which policy of the tenant each environment was given, as an earlier promotion does. */
async function bindCopies(
  stack: StartedStack,
  environmentIds: readonly string[],
  policies: readonly { readonly id: string }[],
): Promise<void> {
  const target = targetOf(stack);
  const bindings = createPolicyBindings(target);
  for (const environmentId of environmentIds) {
    const scope = { workspaceId: "acme", environmentId };
    for (const { id } of policies) {
      const place = { collection, id: `lab/${id}` };
      await bindings.bind(scope, seedConnectionId, place, `${environmentId}-${id}`, "earlier");
    }
  }
  target.client.destroy();
}

/**
 * Reads how many writes the tenant has accepted, until all are made or it is stopped. Times err towards a longer wave: it begins at
 * the last reading before its first write, and ends with the first reading that has all.
 */
function watchWrites(stack: StartedStack, all: number) {
  const seen = Promise.withResolvers<void>();
  let isStopped = false;
  async function watch() {
    let resumesAt = Number.POSITIVE_INFINITY;
    let first: { readonly at: number; readonly writes: number } | undefined;
    for (let last = { at: performance.now(), writes: 0 }; ; await wait(readMillis)) {
      const at = performance.now();
      const calls = (await callsOf(stack, tenant)).filter(({ method }) => method === "PATCH");
      const writes = sumOf(calls.filter(({ status }) => status < 300));
      if (resumesAt === Number.POSITIVE_INFINITY && calls.some(({ status }) => status === 429)) {
        resumesAt = at + (pause - 1) * 1000;
        seen.resolve();
      }
      if (first === undefined && at > resumesAt && writes > last.writes) first = last;
      if (isStopped || writes >= all) {
        const { at: from, writes: earlier } = first ?? last;
        return { writes, counted: writes - earlier, seconds: (performance.now() - from) / 1000 };
      }
      last = { at, writes };
    }
  }
  const stop = () => {
    isStopped = true;
  };
  return { refused: seen.promise, done: watch(), stop };
}

/** The durations of all invocations of workers so far, in milliseconds, from the platform's reports. */
function invocationsOf({ dataDir }: StartedStack): readonly number[] {
  const folder = path.join(dataDir, "log");
  const files = readdirSync(folder).filter((name) => name.startsWith("worker") && name.includes("long"));
  return files.flatMap((file) =>
    readFileSync(path.join(folder, file), "utf8")
      .split("\n")
      .filter((line) => line.includes('"type":"platform.report"'))
      .map((line): number => JSON.parse(line).durationMs),
  );
}
