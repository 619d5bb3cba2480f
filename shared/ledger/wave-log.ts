import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { waveStopReasons } from "../run/wave.ts";
import { wavePlaceKey } from "./keys.ts";
import { createStore, type StoreTarget } from "./store.ts";

/** A target of a wave and the id that its run gets. */
const target = z.object({ environmentId: z.string(), runId: z.string() });
export type WaveTarget = z.infer<typeof target>;

const stop = z.object({
  reason: z.enum(waveStopReasons).catch("closed"),
  at: z.string(),
  /** The person who aborted the wave. */
  by: z.string().optional(),
  plane: z.literal("platform").optional().catch(undefined),
});
export type WaveStop = z.infer<typeof stop>;

const storedPlace = z.looseObject({ targets: z.array(target).optional(), stop: stop.optional() });
/** One place of the log: the next targets, or the stop after which no target is named. */
export type WavePlace = { readonly targets: readonly WaveTarget[] } | { readonly stop: WaveStop };

/** The log of a wave: which targets it has named, in order, and whether it has stopped. */
export interface WaveLogReading {
  readonly targets: readonly WaveTarget[];
  readonly stop: WaveStop | undefined;
  /** The next free place. */
  readonly next: number;
}

/** The log of a wave. A place is written once, and the first writer decides what it holds. */
export function createWaveLog(parts: StoreTarget) {
  const store = createStore(parts);
  return {
    /** All places in order. Consistent: a step decides from it. */
    async read(waveId: string): Promise<WaveLogReading> {
      const places: z.infer<typeof storedPlace>[] = [];
      let after: Record<string, unknown> | undefined;
      do {
        const answer = await parts.client.send(
          new QueryCommand({
            TableName: parts.tableName,
            KeyConditionExpression: "pk = :pk",
            ExpressionAttributeValues: { ":pk": wavePlaceKey(waveId, 0).pk },
            ConsistentRead: true,
            ...(after && { ExclusiveStartKey: after }),
          }),
        );
        places.push(...(answer.Items ?? []).map((item) => storedPlace.parse(item)));
        after = answer.LastEvaluatedKey;
      } while (after !== undefined);
      const stopAt = places.findIndex((place) => place.stop !== undefined);
      const named = stopAt === -1 ? places : places.slice(0, stopAt);
      return {
        targets: named.flatMap(({ targets = [] }) => targets),
        stop: places[stopAt]?.stop,
        next: places.length,
      };
    },

    /** Takes a place. False when another writer took it first: read the log again. */
    async take(waveId: string, place: number, content: WavePlace): Promise<boolean> {
      const item = { ...wavePlaceKey(waveId, place), ...content };
      return (await store.put(item, "attribute_not_exists(pk)")).outcome === "written";
    },
  };
}
export type WaveLog = ReturnType<typeof createWaveLog>;
