import { setTimeout as wait } from "node:timers/promises";
import { laneLifecycles } from "../shared/operations/lane-lifecycles.ts";
import { laneTimings } from "../shared/run/lanes.ts";
import { type KillStack, startKillStack } from "./kill-stack.ts";
import type { Measured } from "./report.ts";
import { rounded } from "./statistics.ts";
import { barChart } from "./svg.ts";

/** As many as the peers are given, each as long. */
const jobs = 200;
const atOnce = 16;
const millisPerJob = 300;
/** A worker is killed once so many were answered: two by each of its environments, so that it is amid others. */
const answeredBeforeKill = 2 * atOnce;
/** Enough for the worker that is killed and not replaced, with some left over that it never saw. */
const jobsLeft = 5 * atOnce;
/** What a killed process had sent has arrived after this. */
const settleMillis = 250;
/** How long something may take that has no window of its own. */
const secondsMax = 600;
const { visibilitySeconds } = laneTimings.short;
const { runningStaleAfterSeconds } = laneLifecycles.short;

/** A job, and the run that is to do it. */
interface Job {
  readonly job: number;
  readonly runId: string;
}

/**
 * A worker process that does sixteen jobs at once is killed with SIGKILL amid them, twice, with every window as deployed and in real time.
 * The first time another one is started at once: how long until it is given what the dead one had. The second time
 * none is: how long until the list of runs says so. Then what became of all of them. Takes twenty minutes.
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
    // What the dead worker had is still in the queue; whoever gets it late must change nothing, and do the rest.
    stack.work();
    await until(() => isEmpty(stack), secondsMax, 1000);

    const told = await fateOf(stack, [...waiting, ...left]);
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
      ...told,
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
        `all ${told.runs} runs: ${JSON.stringify(told)}`,
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
 * Kills a worker amid its work. What the list calls running once nobody works was under way; what the queue had given
 * out is more, by jobs the worker had been handed and not claimed, or ended and not yet taken out of the queue.
 */
async function killAmid(stack: KillStack, candidates: readonly Job[]) {
  const worker = stack.work();
  const isAmid = () => candidates.filter(({ job }) => stack.provider.isAnswered(job)).length >= answeredBeforeKill;
  await until(isAmid, secondsMax);
  worker.kill("SIGKILL");
  const killedAt = performance.now();
  await wait(settleMillis);
  const { inFlight: received } = await stack.messages();
  const told = await stack.list();
  const underWay = candidates.filter(({ runId }) => told.get(runId)?.status === "running");
  const begunAtKill = new Map(underWay.map(({ job }) => [job, stack.provider.begun(job)]));
  say(`killed amid ${underWay.length} jobs, with ${received} messages`);
  return {
    underWay,
    received,
    /** Of those under way, how many were begun since. */
    begunSince: () => underWay.filter(({ job }) => stack.provider.begun(job) > (begunAtKill.get(job) ?? 0)).length,
    seconds: () => rounded((performance.now() - killedAt) / 1000, 1),
  };
}

type Told = Awaited<ReturnType<KillStack["list"]>>;
const haveEnded = (told: Told, of: readonly Job[]) => of.every(({ runId }) => told.get(runId)?.status === "completed");

/** Seconds until the list tells the first of these runs as something else than active and fresh, and as what. */
async function secondsToShown(stack: KillStack, killed: Awaited<ReturnType<typeof killAmid>>) {
  let freshness = "fresh_active";
  await until(
    async () => {
      const told = await stack.newest();
      freshness =
        killed.underWay.map(({ runId }) => told.get(runId)?.freshness ?? "missing").find((one) => one !== freshness) ??
        freshness;
      return freshness !== "fresh_active";
    },
    runningStaleAfterSeconds + secondsMax,
    1000,
  );
  return { freshness, seconds: killed.seconds() };
}

/** What became of all runs: what must be none is whatever is lost, ended twice, or called a success without an answer. */
async function fateOf(stack: KillStack, all: readonly Job[]) {
  const told = await stack.list();
  const of = (outcome: string) => all.filter(({ runId }) => told.get(runId)?.outcome === outcome);
  const lost = all.filter(({ runId }) => told.get(runId)?.status !== "completed");
  return {
    runs: all.length,
    succeeded: of("succeeded").length,
    failed: of("failed").length,
    /** The provider had answered a worker that died before it could say so, and nothing stored proves it. */
    failedThoughAnswered: of("failed").filter(({ job }) => stack.provider.isAnswered(job)).length,
    begunAgain: all.filter(({ job }) => stack.provider.begun(job) > 1).length,
    lost: lost.length,
    notEndedOnce: (await stack.notEndedOnce(all.map(({ runId }) => runId))).length,
    falselySucceeded: of("succeeded").filter(({ job }) => !stack.provider.isAnswered(job)).length,
  };
}

async function until(isSo: () => boolean | Promise<boolean>, seconds: number, everyMillis = 50): Promise<void> {
  for (const end = performance.now() + seconds * 1000; !(await isSo()); await wait(everyMillis)) {
    if (performance.now() > end) throw new Error(`kill: waited ${seconds} s for what did not come`);
  }
}

const say = (line: string) => process.stderr.write(`${line}\n`);
