/** A message of a group. Instants and durations in seconds. */
export interface Job {
  readonly group: string;
  readonly at: number;
  readonly seconds: number;
}
/** When a worker received a message. */
export interface Received extends Job {
  readonly receivedAt: number;
}

/** What AWS states about fair queues (SQS developer guide), and what it leaves open. */
export interface FairQueueModel {
  readonly workers: number;
  /** Recent processing time is that of so many seconds; AWS states no number. */
  readonly windowSeconds: number;
}

/** A group is noisy above this share of the messages in flight, from `inFlightMin` on, or of the recent processing time. */
const noisyShare = 0.1;
const inFlightMin = 30;

/**
 * A model of SQS fair queues in virtual time. A free worker receives the oldest message of the groups that are not noisy;
 * when only noisy groups have messages, the oldest of the one with fewest in flight. A group stays noisy until its backlog
 * is gone or it has been below both shares for five minutes.
 */
export function playFairQueue(jobs: readonly Job[], { workers, windowSeconds }: FairQueueModel): Received[] {
  const waiting = jobs.toSorted((a, b) => a.at - b.at);
  const received: Received[] = [];
  const noisySince = new Map<string, number>();
  const free = Array.from({ length: workers }, () => 0);
  while (waiting.length > 0) {
    const worker = free.indexOf(Math.min(...free));
    const now = Math.max(free[worker] ?? 0, waiting[0]?.at ?? 0);
    const visible = waiting.filter(({ at }) => at <= now);
    const inFlight = countsInFlight(now);
    markNoisy(now, visible, inFlight);
    const quiet = visible.find(({ group }) => !noisySince.has(group));
    const flyingOf = ({ group }: Job) => inFlight.get(group) ?? 0;
    const next = quiet ?? visible.toSorted((a, b) => flyingOf(a) - flyingOf(b))[0];
    if (next === undefined) break;
    waiting.splice(waiting.indexOf(next), 1);
    received.push({ ...next, receivedAt: now });
    free[worker] = now + next.seconds;
  }
  return received;

  /** The messages in flight, by group. */
  function countsInFlight(now: number): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { group, receivedAt, seconds } of received) {
      if (receivedAt + seconds > now) counts.set(group, (counts.get(group) ?? 0) + 1);
    }
    return counts;
  }

  function markNoisy(now: number, visible: readonly Job[], inFlight: ReadonlyMap<string, number>): void {
    const recent = received.filter(({ receivedAt, seconds }) => receivedAt + seconds > now - windowSeconds);
    const workOf = (these: readonly Received[]) =>
      these.reduce((sum, { receivedAt, seconds }) => {
        const end = Math.min(now, receivedAt + seconds);
        return sum + Math.max(0, end - Math.max(receivedAt, now - windowSeconds));
      }, 0);
    const all = workOf(recent);
    const flying = [...inFlight.values()].reduce((sum, count) => sum + count, 0);
    for (const [group, these] of Map.groupBy(recent, (one) => one.group)) {
      const own = inFlight.get(group) ?? 0;
      const isNoisy =
        (own >= inFlightMin && own > noisyShare * flying) || (all > 0 && workOf(these) > noisyShare * all);
      if (isNoisy) noisySince.set(group, now);
    }
    for (const [group, since] of noisySince) {
      const isOver = now - since > noisyForSeconds || !visible.some((job) => job.group === group);
      if (isOver) noisySince.delete(group);
    }
  }
}
const noisyForSeconds = 300;
