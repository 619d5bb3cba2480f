import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { rounded } from "../statistics.ts";
import { drive } from "./drive.ts";
import { heapsSince, logEnds, trendOf, watchProcess } from "./memory.ts";
import { processorPerRun, processorTimes } from "./processor.ts";
import { openTarget, type Target } from "./target.ts";
import { verify } from "./verify.ts";
import { writeResults } from "./write-results.ts";

const say = (text: string) => process.stdout.write(`${text}\n`);

/** The rates, each tried for a short time until one is not held. */
const ramp = [1, 2, 3, 5, 7, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150];
const rampSeconds = 10;

const { values } = parseArgs({
  options: {
    rate: { type: "string" },
    seconds: { type: "string", default: "60" },
    soak: { type: "boolean", default: false },
  },
});
const seconds = Number(values.seconds);
const target = await openTarget();
await target.prepare();
let from = 0;
/** Connections are used in turn, so that two drives never share one. */
const hold = async (rate: number, forSeconds: number, afterDrive: () => void = () => {}) => {
  const [stackBefore, ownBefore] = [processorTimes(target.stack.pid), process.cpuUsage()];
  const driven = await drive(target, { rate, seconds: forSeconds, from });
  // Until the last response: the reads that follow are not part of the load.
  const perRun = processorPerRun(stackBefore, processorTimes(target.stack.pid), driven.sent.length);
  const own = process.cpuUsage(ownBefore);
  afterDrive();
  from += driven.sent.length;
  const verdict = {
    ...(await verify(target, driven, { rate, seconds: forSeconds })),
    processorMillisecondsPerRun: perRun && {
      ...perRun,
      loadGenerator: rounded((own.user + own.system) / 1000 / driven.sent.length),
    },
  };
  say(lineOf(verdict));
  return verdict;
};

type Verdict = Awaited<ReturnType<typeof hold>>;

// Warm-up: the first starts include cold starts and are not measured.
await hold(2, 5);
if (values.soak) writeResults("soak", await soak(target, Number(values.rate ?? "5")));
else writeResults("load", values.rate === undefined ? await findHighest() : [await hold(Number(values.rate), seconds)]);

/** Short drives up to the first rate that is not held; then the full time at the highest rate that is. */
async function findHighest(): Promise<readonly Verdict[]> {
  const tried: Verdict[] = [];
  for (const rate of ramp) {
    const verdict = await hold(rate, rampSeconds);
    tried.push(verdict);
    if (!verdict.held) break;
  }
  const candidates = tried.filter(({ held }) => held).map(({ rate }) => rate);
  for (const rate of candidates.toReversed()) {
    const verdict = await hold(rate, seconds);
    tried.push(verdict);
    if (verdict.held) break;
  }
  return tried;
}

async function soak({ stack, dataDir }: Target, rate: number) {
  const ends = logEnds(dataDir);
  const watching = watchProcess(stack.pid, 5);
  // The following reads load other functions, which are not part of the measurement.
  let process = trendOf([]);
  const verdict = await hold(rate, seconds, () => {
    process = trendOf(watching.stop());
  });
  const heaps = Object.entries(heapsSince(dataDir, ends, seconds)).filter(([, series]) => series.length > 20);
  const memory = { process, ...Object.fromEntries(heaps.map(([name, series]) => [name, trendOf(series)])) };
  for (const [name, trend] of Object.entries(memory)) say(`${name}: ${JSON.stringify(trend)} MB`);
  return { verdict, memory };
}

function lineOf(verdict: Verdict): string {
  const { rate, held, starts, acceptMilliseconds: accept, queuedToCompletedMilliseconds: life } = verdict;
  const { lost, unfinished, doubled, endedTwice, falseSuccesses, serverErrors, noAnswer, refused, stillBusy } = verdict;
  return [
    `${rate}/s for ${verdict.seconds} s: ${held ? "held" : "not held"}`,
    `${starts} starts and ${verdict.duplicates} duplicates made ${verdict.runs} runs`,
    `lost ${lost}, doubled ${doubled + endedTwice}, false successes ${falseSuccesses}, 5xx ${serverErrors}`,
    `no answer ${noAnswer}, unfinished ${unfinished}, refused ${refused}, still busy ${stillBusy}, false failures ${verdict.falseFailures}`,
    `accept p50 ${accept.p50} ms p99 ${accept.p99} ms`,
    `queued to completed p50 ${life.p50} ms p99 ${life.p99} ms, drained ${verdict.drainSeconds} s after the last start`,
    `processor time per run ${JSON.stringify(verdict.processorMillisecondsPerRun)} ms`,
    `load ${rounded(loadavg()[0] ?? 0, 1)}`,
  ].join("; ");
}
