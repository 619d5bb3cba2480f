import { setTimeout as wait } from "node:timers/promises";
import { quantile, rounded } from "../statistics.ts";
import type { drive, Sent } from "./drive.ts";
import type { Target } from "./target.ts";

type Found = Awaited<ReturnType<Target["findRun"]>>;
type Run = Exclude<Found, undefined | "gone">;

/** A rate is held when every accepted run completes within this time after the last start. */
const drainSecondsMax = 10;
/** Waiting stops when no run has completed for this long. */
const patienceMilliseconds = 120_000;
const readersAtOnce = 4;

/** The results of a drive. `held`: no failure and no backlog. */
export async function verify(
  target: Target,
  { sent, lastSentAt, lateMilliseconds }: Awaited<ReturnType<typeof drive>>,
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
) {
  const answers = sent.flatMap((one) => one.answers);
  const accepted = sent.filter(({ answers: [first] }) => first?.runId !== undefined);
  const runs = await endedRuns(target, accepted);
  const ended = [...runs.values()].filter(hasEnded);
  const lastEnd = Math.max(...ended.map((run) => Date.parse(run.completedAt ?? "")));
  const lives = ended.map((run) => Date.parse(run.completedAt ?? "") - Date.parse(run.createdAt));
  const problems = {
    /** Accepted but missing. */
    lost: accepted.filter((one) => runs.get(idOf(one)) === "gone").length,
    /** Still active or unreadable at the deadline, because of overload. */
    unfinished: [...runs.values()].filter((found) => found !== "gone" && !hasEnded(found)).length,
    doubled: sent.filter(({ answers: of }) => new Set(of.flatMap(({ runId }) => runId ?? [])).size > 1).length,
    endedTwice: ended.filter((run) => endsOf(run) !== 1).length,
    falseSuccesses: accepted.filter((one) => target.isFailing(one.at) && outcomeOf(runs, one) === "succeeded").length,
    falseFailures: accepted.filter((one) => !target.isFailing(one.at) && isFailure(outcomeOf(runs, one))).length,
    serverErrors: answers.filter(({ status }) => status >= 500).length,
    noAnswer: answers.filter(({ status }) => status === 0).length,
    refused: answers.filter(({ status }) => status >= 400 && status < 500).length,
    /** A start that met an active run of the same work: with this many connections that is a backlog. */
    stillBusy: accepted.filter(({ answers: of }) => of.every(({ result }) => result === "already_running")).length,
  };
  const drainSeconds = rounded(Math.max(0, lastEnd - lastSentAt) / 1000, 1);
  return {
    rate,
    seconds,
    held: Object.values(problems).every((count) => count === 0) && drainSeconds <= drainSecondsMax,
    starts: sent.length,
    duplicates: answers.length - sent.length,
    runs: runs.size,
    failedAsTheyShould: accepted.filter((one) => target.isFailing(one.at)).length,
    ...problems,
    drainSeconds,
    acceptMilliseconds: spread(answers.map(({ milliseconds }) => milliseconds)),
    queuedToCompletedMilliseconds: spread(lives),
    senderLateMilliseconds: rounded(lateMilliseconds, 1),
  };
}

const idOf = ({ answers: [first] }: Sent) => first?.runId ?? "";
const hasEnded = (found: Found): found is Run =>
  found !== undefined && found !== "gone" && found.status === "completed";
/** Undefined for an active run. */
const outcomeOf = (runs: ReadonlyMap<string, Found>, one: Sent) => {
  const found = runs.get(idOf(one));
  return hasEnded(found) ? found.outcome : undefined;
};
const isFailure = (outcome: string | undefined) => outcome !== undefined && outcome !== "succeeded";
const endsOf = (run: Run) => run.transitions.filter(({ to }) => to === "completed").length;
const spread = (values: readonly number[]) => ({
  p50: rounded(quantile(values, 0.5), 0),
  p99: rounded(quantile(values, 0.99), 0),
  max: rounded(Math.max(...values), 0),
});

/** Every accepted run after its completion or at the deadline; newest last, because they complete last. */
async function endedRuns(target: Target, accepted: readonly Sent[]): Promise<ReadonlyMap<string, Found>> {
  let progressAt = Date.now();
  const runs = new Map<string, Found>();
  const left = [...new Set(accepted.flatMap(({ answers }) => answers.flatMap(({ runId }) => runId ?? [])))];
  const read = async () => {
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      let run: Found = await target.findRun(id);
      while (run !== "gone" && !hasEnded(run) && Date.now() < progressAt + patienceMilliseconds) {
        await wait(500);
        run = await target.findRun(id);
      }
      if (hasEnded(run)) progressAt = Date.now();
      runs.set(id, run);
    }
  };
  await Promise.all(Array.from({ length: readersAtOnce }, read));
  return runs;
}
