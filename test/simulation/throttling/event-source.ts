/**
 * A queue whose event source is throttled, in steps of one second, to count the messages that reach the dead-letter
 * queue although no invocation ever saw them.
 *
 * Lambda's pollers receive a message and invoke the function. While the function is throttled they retry the invocation
 * within the visibility timeout; then the message is visible again, and one of its receives is used up. Pessimistic where
 * AWS publishes no numbers: pollers scale at their full published rate, and receive whatever is visible in the same
 * second.
 */
export interface ThrottledSource {
  /** Messages that are in the queue at the start. */
  readonly backlog: number;
  /** Run time of each message, in seconds. */
  readonly workSeconds: number;
  readonly visibilitySeconds: number;
  readonly receives: number;
  /** The mapping's maximum concurrency; undefined leaves the pollers unlimited. */
  readonly maximumConcurrency: number | undefined;
  /** Concurrent executions that the function can have at a second. */
  readonly concurrencyAt: (second: number) => number;
  /** Whether a throttled invocation is retried until the message is visible again. Otherwise it costs a receive at once. */
  readonly retriesInvocation: boolean;
}

export interface SourceTotals {
  readonly executed: number;
  /** Messages in the dead-letter queue that no invocation saw. */
  readonly lostUnexecuted: number;
  readonly throttledReceives: number;
  readonly seconds: number;
}

/** Pollers of an unlimited mapping: five at first, then up to 60 more each minute, to 1,250. */
const unlimitedPollersAt = (second: number) => Math.min(1250, 5 + second);

interface Message {
  visibleAt: number;
  received: number;
}

/** Runs the source until every message is executed or lost. */
export function simulateSource(source: ThrottledSource): SourceTotals {
  const { backlog, workSeconds, visibilitySeconds, receives, maximumConcurrency, concurrencyAt, retriesInvocation } =
    source;
  let hidden: Message[] = [];
  const visible: Message[] = Array.from({ length: backlog }, () => ({ visibleAt: 0, received: 0 }));
  /** Seconds at which running executions end. */
  let running: number[] = [];
  let held: Message[] = [];
  const totals = { executed: 0, lostUnexecuted: 0, throttledReceives: 0 };

  let second = 0;
  for (; totals.executed + totals.lostUnexecuted < backlog; second += 1) {
    running = running.filter((endsAt) => endsAt > second);
    const returned = [...hidden, ...held].filter(({ visibleAt }) => visibleAt <= second);
    hidden = hidden.filter(({ visibleAt }) => visibleAt > second);
    held = held.filter(({ visibleAt }) => visibleAt > second);
    for (const message of returned) {
      // The redrive policy moves a message at the receive after its last one.
      if (message.received >= receives) totals.lostUnexecuted += 1;
      else visible.push(message);
    }
    const invoke = (): boolean => {
      if (running.length >= concurrencyAt(second)) return false;
      running.push(second + workSeconds);
      totals.executed += 1;
      return true;
    };
    held = held.filter(() => !invoke());
    const pollers = maximumConcurrency ?? unlimitedPollersAt(second);
    const free = Math.max(0, pollers - running.length - held.length);
    for (const message of visible.splice(0, free)) {
      message.received += 1;
      message.visibleAt = second + visibilitySeconds;
      if (invoke()) continue;
      totals.throttledReceives += 1;
      (retriesInvocation ? held : hidden).push(message);
    }
  }
  return { ...totals, seconds: second };
}
