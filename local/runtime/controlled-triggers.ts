import * as z from "zod";
import type { StackControls } from "./aws-endpoint.ts";
import type { FunctionPool } from "./function-pool.ts";
import { isSettledWithin, type RunningMapping } from "./mapping.ts";
import type { TriggerChange, TriggerKinds } from "./triggers.ts";

interface EmptyingSetup {
  /** The triggers of the start. */
  readonly kinds: TriggerKinds;
  readonly startTriggers: (kinds: TriggerKinds) => RunningMapping;
  readonly pools: () => readonly FunctionPool[];
  /** Each removes the data of one part. They run one after the other; if one fails, the later ones do not run. */
  readonly removals: readonly (() => unknown)[];
  /** Stores what a new stack begins with. */
  readonly seed: () => Promise<unknown>;
}

/** How long running invocations may take to end before their threads are terminated. */
const graceMilliseconds = 3000;

const kindsSchema = z.strictObject({ hasWorkers: z.boolean().optional(), hasSchedules: z.boolean().optional() });

/**
 * Starts the triggers of a stack, which two controls then change. The body of both names the kinds of triggers to run from
 * then on; those that it leaves out stay as they are.
 *
 * `/_triggers` starts and stops them. `/_empty` also returns the running stack to the data of a new one: same process,
 * ports and loaded functions. Nothing from before may arrive after it: first the triggers stop, then invocations wait
 * and the running ones end, and only then is data removed. Positions in streams go on, so that none is read twice. See
 * docs/adr/0044-emptied-stacks.md.
 */
export function startTriggersUnderControl({ kinds: first, startTriggers, pools, removals, seed }: EmptyingSetup) {
  let kinds = first;
  let triggers = startTriggers(kinds);
  let last: Promise<unknown> = Promise.resolve();

  const drained = (milliseconds: number) => Promise.all(pools().map((pool) => pool.drain(milliseconds)));

  /** Does something while no trigger runs. An invocation that fails is not repeated before the triggers start again. */
  async function betweenTriggers(
    { hasWorkers, hasSchedules }: TriggerChange,
    work: () => Promise<void>,
  ): Promise<void> {
    const stopped = triggers.stop();
    while (!(await isSettledWithin(graceMilliseconds, stopped))) await drained(0);
    try {
      await work();
      kinds = { hasWorkers: hasWorkers ?? kinds.hasWorkers, hasSchedules: hasSchedules ?? kinds.hasSchedules };
    } finally {
      triggers = startTriggers(kinds);
    }
  }

  async function empty(): Promise<void> {
    const releases = pools().map((pool) => pool.hold());
    try {
      await drained(graceMilliseconds);
      for (const remove of removals) await remove();
      await seed();
    } finally {
      for (const release of releases) release();
    }
  }

  const control = (work: () => Promise<void>) => async (body: string) => {
    try {
      const wanted = kindsSchema.parse(JSON.parse(body || "{}"));
      const turn = last.then(() => betweenTriggers(wanted, work));
      last = turn.catch(() => undefined);
      await turn;
      return { status: 200, body: JSON.stringify(kinds) };
    } catch (error) {
      const isInput = error instanceof z.ZodError || error instanceof SyntaxError;
      const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
      return { status: isInput ? 400 : 500, body: JSON.stringify({ message }) };
    }
  };
  const controls: StackControls = { "/_empty": control(empty), "/_triggers": control(async () => undefined) };

  return {
    controls,
    /** Waits briefly for running invocations. */
    async stop(): Promise<void> {
      await isSettledWithin(graceMilliseconds, triggers.stop());
    },
  };
}
