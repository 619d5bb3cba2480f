import * as z from "zod";
import type { worked } from "./operation-recipes.ts";
import { isRead } from "./provider-gate.ts";

export type OpenWorld = Awaited<ReturnType<(typeof worked)[number]["open"]>>;

/** Dies before or after the step with this number: a store write, a stored file, or a request to the provider. */
export interface Death {
  readonly step: number;
  readonly side: "before" | "after";
}

interface Watch {
  readonly death: Death | undefined;
  steps: number;
  writes: number;
  /** The effects that were begun, at the store and at the provider; and how many of the provider's were done before. */
  begun: number;
  readonly providerWritesBefore: number;
  /** A death for each state that one can leave, by that state. */
  readonly deaths: Map<string, Death>;
  isDead: boolean;
  readonly partitions: Set<string>;
  /** Those of them that were written. */
  readonly written: Set<string>;
}

const text = z.looseObject({ pk: z.string() });
const command = z.looseObject({
  Item: text.optional(),
  Key: text.optional(),
  ExpressionAttributeValues: z.looseObject({ ":pk": z.string().optional() }).optional(),
  RequestItems: z.record(z.string(), z.looseObject({ Keys: z.array(text) })).optional(),
  UpdateExpression: z.string().optional(),
});

/** Counts the steps of one attempt at a time, and ends it as a crashed process would at one of them. */
export function watchSteps(world: OpenWorld) {
  let watch: Watch | undefined;

  world.objects.onPut(async (store) => {
    const watched = watch;
    if (watched === undefined) return store();
    if (watched.isDead) throw new Error("the process is gone");
    const step = begin(watched, "effect");
    const side = watched.death?.step === step ? watched.death.side : undefined;
    if (side === "before") die(watched);
    await store();
    watched.writes += 1;
    noteDeath(watched, { step, side: "after" });
    if (side === "after") die(watched);
  });
  world.client.middlewareStack.add(
    (next) => async (args) => {
      const watched = watch;
      const { data } = command.safeParse(args.input);
      if (watched === undefined || data === undefined) return next(args);
      for (const pk of partitionsOf(data)) watched.partitions.add(pk);
      if (watched.isDead) throw new Error("the process is gone");
      const isWrite = data.Item !== undefined || data.UpdateExpression !== undefined;
      if (!isWrite) return next(args);
      const step = begin(watched, "effect");
      const side = watched.death?.step === step ? watched.death.side : undefined;
      if (side === "before") die(watched);
      const answer = await next(args);
      watched.writes += 1;
      noteDeath(watched, { step, side: "after" });
      for (const pk of partitionsOf(data)) watched.written.add(pk);
      if (side === "after") die(watched);
      return answer;
    },
    { step: "initialize", name: "steps" },
  );

  const effectsOf = ({ writes, providerWritesBefore }: Watch) =>
    writes + world.gate.writes.length - providerWritesBefore;

  /** Counts a step and notes the death before it. */
  function begin(watched: Watch, kind: "effect" | "read"): number {
    watched.steps += 1;
    noteDeath(watched, { step: watched.steps, side: "before" });
    if (kind === "effect") watched.begun += 1;
    return watched.steps;
  }

  /** Notes a death unless an earlier one leaves the same effects; while effects are under way, each is one of its own. */
  function noteDeath(watched: Watch, death: Death): void {
    const done = effectsOf(watched);
    const state = done === watched.begun ? `after ${done} effects` : `${death.side} step ${death.step}`;
    if (!watched.deaths.has(state)) watched.deaths.set(state, death);
  }

  return async function watched<Result>(
    work: (timeLeft: () => number, steps: () => number) => Promise<Result>,
    death?: Death,
  ) {
    const watching: Watch = {
      ...{ death, steps: 0, writes: 0, begun: 0, isDead: false, partitions: new Set(), written: new Set() },
      ...{ providerWritesBefore: world.gate.writes.length, deaths: new Map() },
    };
    watch = watching;
    world.gate.intercept((line) => {
      if (watching.isDead) return "drop";
      const isWrite = !isRead(line);
      const step = begin(watching, isWrite ? "effect" : "read");
      // When the provider has acted is not seen from here.
      if (isWrite) watching.deaths.set(`after the provider's write ${step}`, { step, side: "after" });
      if (death?.step !== step) return "pass";
      watching.isDead = true;
      return death.side === "before" ? "drop" : "lose";
    });
    // What has died asks for no more time; otherwise its client would retry.
    const timeLeft = () => (watching.isDead ? 0 : 600_000);
    const [end] = await Promise.allSettled([work(timeLeft, () => watching.steps)]);
    watch = undefined;
    world.gate.intercept(undefined);
    return {
      end,
      steps: watching.steps,
      writes: watching.writes,
      /** The deaths that leave different states: between two effects, an attempt only reads. */
      deaths: [...watching.deaths.values()],
      /** The effects of the attempt, at the store and at the provider. */
      effects: effectsOf(watching),
      isDead: watching.isDead,
      partitions: watching.partitions,
      written: watching.written,
    };
  };
}

function die(watch: Watch): never {
  watch.isDead = true;
  throw new Error("the process died");
}

function partitionsOf({ Item, Key, ExpressionAttributeValues, RequestItems }: z.infer<typeof command>): string[] {
  const batch = Object.values(RequestItems ?? {}).flatMap(({ Keys }) => Keys.map(({ pk }) => pk));
  return [Item?.pk, Key?.pk, ExpressionAttributeValues?.[":pk"], ...batch].filter((pk) => pk !== undefined);
}
