import { expect, it } from "vitest";
import { waveTargetStates } from "../../../shared/run/wave.ts";
import { stackForTest } from "../../scenarios/stacks.ts";
import { callsOf, sumOf, wavesOf } from "./wave-api.ts";
import { writingWave } from "./writing-wave.ts";

const total = 200;
const environmentIds = Array.from({ length: total }, (_, at) => `branch-${at}`);
const time = { timeout: 1_500_000 };

/** A wave over 200 environments of one provider tenant, whose limits are on. */
it("a wave of 200 is stopped and repeated without one avoidable 429", time, async () => {
  const stack = await stackForTest();
  const waves = wavesOf(stack);
  const { targets, reached } = waves;
  await waves.addEnvironments(environmentIds);
  const budgets = await (await fetch(`${stack.provider.origin}/_budgets`)).json();
  expect(budgets).toMatchObject({ isLimited: true });

  const began = Date.now();
  const first = await waves.start({ type: "policy.sync", targets: { environmentIds }, canary: 2, concurrency: 25 });
  const accepted = Date.now() - began;
  await reached(first, ({ succeeded = 0 }) => succeeded >= 60);
  await waves.cancel(first);
  const named = total - ((await targets(first)).wave.counts.not_started ?? 0);
  await reached(first, ({ active = 0 }) => active === 0);
  const stopped = (await targets(first)).wave;
  expect(stopped.stopped).toMatchObject({ reason: "aborted", by: "manager" });
  // After the answer to the stop nothing was named.
  expect(total - (stopped.counts.not_started ?? 0)).toBe(named);

  await waves.ended(first);
  const again = Date.now();
  const states = ["failed", "blocked", "partially_succeeded", "not_started"];
  const second = await waves.start({ states }, `/${first}/run-again`);
  await reached(second, ({ active = 0, waiting = 0 }) => active + waiting === 0);
  const seconds = (Date.now() - again) / 1000;
  const repeated = (await targets(second)).wave;
  expect(repeated.counts).toMatchObject({ succeeded: total - (stopped.counts.succeeded ?? 0), failed: 0, blocked: 0 });
  for (const state of waveTargetStates) {
    expect((await waves.listed(second, state)).length).toBe(repeated.counts[state] ?? 0);
  }
  const asked = await callsOf(stack);
  expect(asked.filter(({ status }) => status === 429)).toEqual([]);
  process.stdout.write(
    `wave: accepted in ${accepted} ms; ${named} named before the stop; ${repeated.total} repeated in ${seconds} s; ${sumOf(asked)} calls, 0 refused\n`,
  );
});

/** Each environment has policies of its own in the tenant, so that every target writes. */
it("a wave of 200 writes as fast as its provider permits", time, async () => {
  const stack = await stackForTest();
  const { policies, pause, wave, rate, writes, refused, ...workers } = await writingWave(stack, environmentIds);
  process.stdout.write(
    `writing wave: ${writes} writes, ${(100 * rate).toFixed(1)} % of the permitted rate, ${refused - 1} avoidable refusals; ${workers.invocations} invocations of workers, ${workers.busySeconds} s in sum, ${workers.longest} s at most\n`,
  );
  expect(wave.counts).toMatchObject({ succeeded: total, active: 0, waiting: 0 });
  expect(writes).toBe(total * policies);
  expect(refused, "refusals, one of them injected").toBe(1);
  expect(workers.endedInPause, `worker invocations within ${pause} s for which the provider wanted no call`).toEqual(
    [],
  );
  // A worker waits in place for the grants of others, for 16 s at most.
  expect(workers.longest).toBeLessThan(pause);
  expect(workers.invocations, "targets, and those that were woken again").toBeGreaterThan(total);
  expect(rate).toBeGreaterThanOrEqual(0.85);
});
