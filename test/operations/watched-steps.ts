import * as z from "zod";
import type { worked } from "./operation-recipes.ts";

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
    watched.steps += 1;
    const side = watched.death?.step === watched.steps ? watched.death.side : undefined;
    if (side === "before") die(watched);
    await store();
    watched.writes += 1;
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
      watched.steps += 1;
      const side = watched.death?.step === watched.steps ? watched.death.side : undefined;
      if (side === "before") die(watched);
      const answer = await next(args);
      watched.writes += 1;
      for (const pk of partitionsOf(data)) watched.written.add(pk);
      if (side === "after") die(watched);
      return answer;
    },
    { step: "initialize", name: "steps" },
  );

  return async function watched<Result>(
    work: (timeLeft: () => number, steps: () => number) => Promise<Result>,
    death?: Death,
  ) {
    const watching: Watch = { death, steps: 0, writes: 0, isDead: false, partitions: new Set(), written: new Set() };
    watch = watching;
    world.gate.intercept(() => {
      if (watching.isDead) return "drop";
      watching.steps += 1;
      if (death?.step !== watching.steps) return "pass";
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
