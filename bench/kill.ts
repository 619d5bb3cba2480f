import { setTimeout as wait } from "node:timers/promises";
import { laneLifecycles } from "../shared/operations/lane-lifecycles.ts";
import { laneTimings } from "../shared/run/lanes.ts";
import { type KillStack, startKillStack } from "./kill-stack.ts";
import type { Measured } from "./report.ts";
import { rounded } from "./statistics.ts";
import { barChart } from "./svg.ts";

/** The same number and duration of jobs as for the peers. */
const jobs = 200;
const atOnce = 16;
const millisPerJob = 300;
/** A worker is killed after this many responses: two per environment, so that others are in progress. */
const answeredBeforeKill = 2 * atOnce;
/** Enough for the worker that is killed and not replaced, with some left in the queue. */
const jobsLeft = 5 * atOnce;
/** After this, requests of a killed process have arrived. */
const settleMillis = 250;
/** The limit for steps without their own window. */
const secondsMax = 600;
const { visibilitySeconds } = laneTimings.short;
const { runningStaleAfterSeconds } = laneLifecycles.short;

/** A job and its run. */
interface Job {
  readonly job: number;
  readonly runId: string;
}

/**
 * Kills a worker process with sixteen concurrent jobs with SIGKILL, twice, in real time with every window as deployed.
 * The first time another worker starts at once: time until redelivery. The second time none does: time until the list
 * shows the runs as stale. Then the outcome of all runs. Takes twenty minutes.
 */
export async function measureKill(): Promise<Measured> {
  const stack = await startKillStack({ atOnce, millisPerJob });
  try {
    const waiting = await startJobs(stack, 0, jobs);
    const comesBack = await killAmid(stack, waiting);
    const second = stack.work();
    await until(() => comesBack.begunSince() > 0, visibilitySeconds + secondsMax);
    const secondsToTakenUpAgain = comesBack.seconds();
    await until(async () => haveEnded(await stack.list(), waiting), secondsMax, 1000);
    const secondsToAllDone = comesBack.seconds();
    say(`taken up again after ${secondsToTakenUpAgain} s, all done after ${secondsToAllDone} s`);
    second.kill("SIGKILL");

    const left = await startJobs(stack, jobs, jobsLeft);
    const staysAway = await killAmid(stack, left);
    const shown = await secondsToShown(stack, staysAway);
    await until(async () => haveEnded(await stack.newest(), staysAway.underWay), secondsMax, 1000);
    const secondsToAllEnded = staysAway.seconds();
    say(`the list said ${shown.freshness} after ${shown.seconds} s, all had ended after ${secondsToAllEnded} s`);
    // The dead worker's messages are still in the queue; a late delivery must change nothing and do the rest.
    stack.work();
    await until(() => isEmpty(stack), secondsMax, 1000);

    const fate = await fateOf(stack, [...waiting, ...left]);
    const results = {
      jobs,
      atOnce,
      millisPerJob,
      windows: { visibilitySeconds, runningStaleAfterSeconds },
      comesBack: {
        underWay: comesBack.underWay.length,
        received: comesBack.received,
        secondsToTakenUpAgain,
        secondsToAllDone,
      },
      staysAway: {
        underWay: staysAway.underWay.length,
        received: staysAway.received,
        secondsToShown: shown.seconds,
        shownAs: shown.freshness,
        secondsToAllEnded,
        begunAfterTheEnd: staysAway.begunSince(),
      },
      ...fate,
    };
    return {
      results,
      plots: {
        "": barChart({
          title: "After kill −9 of a worker amid its jobs",
          unit: "seconds, with the windows as deployed",
          bars: [
            { label: "taken up again by another", value: secondsToTakenUpAgain, kind: 0 },
            { label: "all of them done", value: secondsToAllDone, kind: 0 },
            { label: "no other: the list says so", value: shown.seconds, kind: 1 },
            { label: "no other: all closed", value: secondsToAllEnded, kind: 1 },
          ],
        }),
      },
      lines: [
        `another worker comes: ${JSON.stringify(results.comesBack)}`,
        `no other worker comes: ${JSON.stringify(results.staysAway)}`,
        `all ${fate.runs} runs: ${JSON.stringify(fate)}`,
      ],
    };
  } finally {
    await stack.stop();
  }
}

async function isEmpty(stack: KillStack): Promise<boolean> {
  const { ready, inFlight } = await stack.messages();
  return ready + inFlight === 0;
}

async function startJobs(stack: KillStack, from: number, count: number): Promise<readonly Job[]> {
  const started: Job[] = [];
  for (let job = from; job < from + count; job++) started.push({ job, runId: await stack.start(job) });
  return started;
}

/**
 * Kills a worker during its work. Runs that the list then shows as running were in progress. The queue had more messages
 * in flight: jobs delivered but not claimed, or completed but not yet deleted.
 */
async function killAmid(stack: KillStack, candidates: readonly Job[]) {
  const worker = stack.work();
  const isAmid = () => candidates.filter(({ job }) => stack.provider.isAnswered(job)).length >= answeredBeforeKill;
  await until(isAmid, secondsMax);
  worker.kill("SIGKILL");
  const killedAt = performance.now();
  await wait(settleMillis);
  const { inFlight: received } = await stack.messages();
  const listed = await stack.list();
  const underWay = candidates.filter(({ runId }) => listed.get(runId)?.status === "running");
  const begunAtKill = new Map(underWay.map(({ job }) => [job, stack.provider.begun(job)]));
  say(`killed amid ${underWay.length} jobs, with ${received} messages`);
  return {
    underWay,
    received,
    /** The runs in progress that were started again since. */
    begunSince: () => underWay.filter(({ job }) => stack.provider.begun(job) > (begunAtKill.get(job) ?? 0)).length,
    seconds: () => rounded((performance.now() - killedAt) / 1000, 1),
  };
}

type ListedRuns = Awaited<ReturnType<KillStack["list"]>>;
const haveEnded = (listed: ListedRuns, of: readonly Job[]) =>
  of.every(({ runId }) => listed.get(runId)?.status === "completed");

/** Seconds until the list shows the first of these runs as no longer fresh, with its freshness. */
async function secondsToShown(stack: KillStack, killed: Awaited<ReturnType<typeof killAmid>>) {
  let freshness = "fresh_active";
  await until(
    async () => {
      const listed = await stack.newest();
      freshness =
        killed.underWay
          .map(({ runId }) => listed.get(runId)?.freshness ?? "missing")
          .find((one) => one !== freshness) ?? freshness;
      return freshness !== "fresh_active";
    },
    runningStaleAfterSeconds + secondsMax,
    1000,
  );
  return { freshness, seconds: killed.seconds() };
}

/** The outcome of all runs; lost runs, double completions and successes without a provider response must be zero. */
async function fateOf(stack: KillStack, all: readonly Job[]) {
  const listed = await stack.list();
  const of = (outcome: string) => all.filter(({ runId }) => listed.get(runId)?.outcome === outcome);
  const lost = all.filter(({ runId }) => listed.get(runId)?.status !== "completed");
  return {
    runs: all.length,
    succeeded: of("succeeded").length,
    failed: of("failed").length,
    /** The provider had answered a worker that was killed before it stored the result, and no record proves it. */
    failedThoughAnswered: of("failed").filter(({ job }) => stack.provider.isAnswered(job)).length,
    begunAgain: all.filter(({ job }) => stack.provider.begun(job) > 1).length,
    lost: lost.length,
    notEndedOnce: (await stack.notEndedOnce(all.map(({ runId }) => runId))).length,
    falselySucceeded: of("succeeded").filter(({ job }) => !stack.provider.isAnswered(job)).length,
  };
}

async function until(isSo: () => boolean | Promise<boolean>, seconds: number, everyMillis = 50): Promise<void> {
  for (const end = performance.now() + seconds * 1000; !(await isSo()); await wait(everyMillis)) {
    if (performance.now() > end) throw new Error(`kill: the condition was not met within ${seconds} s`);
  }
}

const say = (line: string) => process.stderr.write(`${line}\n`);
