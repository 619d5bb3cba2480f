import { isDeepStrictEqual } from "node:util";
import { gzipSync } from "node:zlib";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, expect, it } from "vitest";
import * as z from "zod";
import { worked } from "./operation-recipes.ts";
import { stopRestoreWorlds } from "./restore-world.ts";
import type { OpenWorld } from "./watched-steps.ts";

/** What is stored as bytes is read back (operations design, section 9: a stored byte that flipped is no success). */
afterAll(stopRestoreWorlds);

const key = z.object({ pk: z.string(), sk: z.string() });
const command = z.looseObject({
  TableName: z.string(),
  Item: key.loose().optional(),
  Key: key.optional(),
  UpdateExpression: z.string().optional(),
  ExpressionAttributeValues: z.looseObject({}).optional(),
});
/** What a purge leaves of a body: there is no content in it to damage. */
const nothing = gzipSync("").length;

/** Flips a bit of the n-th content that is stored as bytes, in the table or as a file; 0 flips none. */
function watchBytes(world: OpenWorld) {
  const watch = { flipped: 0, stored: 0, damaged: new Uint8Array(), at: undefined as z.infer<typeof key> | undefined };

  function stored(bytes: Uint8Array, at?: z.infer<typeof key>): Uint8Array {
    if (bytes.length <= nothing) return bytes;
    watch.stored += 1;
    if (watch.stored !== watch.flipped) return bytes;
    const damaged = Uint8Array.from(bytes);
    const middle = Math.floor(damaged.length / 2);
    damaged[middle] = (damaged[middle] ?? 0) ^ 1;
    Object.assign(watch, { damaged, at });
    return damaged;
  }
  function within(value: unknown, at: z.infer<typeof key> | undefined): unknown {
    if (value instanceof Uint8Array) return stored(value, at);
    if (Array.isArray(value)) return value.map((member) => within(member, at));
    if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, within(inner, at)]));
  }

  world.objects.damage((bytes) => stored(bytes));
  world.client.middlewareStack.add(
    (next) => async (args) => {
      const { data } = command.safeParse(args.input);
      if (data?.Item === undefined && data?.UpdateExpression === undefined) return next(args);
      const { Item, Key, ExpressionAttributeValues: values } = data;
      const at = Key ?? (Item && { pk: Item.pk, sk: Item.sk });
      const written = {
        ...(Item && { Item: within(Item, at) }),
        ...(values && { ExpressionAttributeValues: within(values, at) }),
      };
      return next({ ...args, input: { ...args.input, ...written } });
    },
    { step: "initialize", name: "bytes", priority: "low" },
  );

  /** Whether the damaged bytes are still where they were stored. */
  async function isDamaged(): Promise<boolean> {
    if (watch.at === undefined) return true;
    const read = await world.client.send(
      new GetCommand({ TableName: world.tableName, Key: watch.at, ConsistentRead: true }),
    );
    const holds = (value: unknown): boolean =>
      isDeepStrictEqual(value, watch.damaged) ||
      (!(value instanceof Uint8Array) &&
        typeof value === "object" &&
        value !== null &&
        Object.values(value).some(holds));
    return holds(read.Item);
  }
  return { watch, isDamaged };
}

/** Types whose work stores contents as bytes; everything else stores facts about them. */
const storing: ReadonlySet<string> = new Set([
  "backup.schedule.execute",
  "baseline.capture",
  "directory.groups.sync",
  "directory.role_definitions.sync",
  "environment.review_pack.generate",
  "inventory.sync",
  "policy.export",
  "policy.snapshot",
  "policy.sync",
  "restore.execute",
]);

it.each(worked)("$type is no success while a byte that it stored has flipped", async ({ type, open }) => {
  const world = await open();
  const { watch, isDamaged } = watchBytes(world);
  for (let flipped = 1; ; flipped++) {
    const run = await world.nextRun();
    Object.assign(watch, { flipped, stored: 0, at: undefined });
    const [end] = await Promise.allSettled([world.attempt(run)]);
    const isReached = watch.stored >= flipped;
    watch.flipped = 0;
    if (!isReached) {
      expect(flipped > 1).toBe(storing.has(type));
      break;
    }

    const { result } = end?.status === "fulfilled" ? end.value : { result: undefined };
    const isSuccess = result?.kind === "ended" && result.outcome === "succeeded";
    expect(isSuccess && (await isDamaged()), `content ${flipped} of ${watch.stored}`).toBe(false);
  }
});
