/**
 * Programs on virtual time: one runs until it sleeps, and time moves to the next one that wakes once all of them sleep. A
 * program may await anything else in between.
 */
export function createVirtualTime(startMillis: number) {
  let now = startMillis;
  let running = 0;
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  function wakeNext(): void {
    if (running > 0) return;
    sleepers.sort((a, b) => a.at - b.at);
    const next = sleepers.shift();
    if (next === undefined) return;
    now = Math.max(now, next.at);
    running += 1;
    next.wake();
  }

  return {
    now: () => now,
    async sleep(millis: number): Promise<void> {
      await new Promise<void>((wake) => {
        sleepers.push({ at: now + millis, wake });
        running -= 1;
        wakeNext();
      });
    },
    /** Runs programs to their ends. */
    async run(programs: readonly (() => Promise<void>)[]): Promise<void> {
      // One more, until all have begun.
      running += programs.length + 1;
      const ends = programs.map((program) =>
        program().finally(() => {
          running -= 1;
          wakeNext();
        }),
      );
      running -= 1;
      wakeNext();
      await Promise.all(ends);
    },
  };
}
export type VirtualTime = ReturnType<typeof createVirtualTime>;
