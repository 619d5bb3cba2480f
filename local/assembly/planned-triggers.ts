import * as z from "zod";
import type { PlanSource } from "./plan-source.ts";
import { UnsupportedAssemblyError } from "./unsupported-assembly.ts";

export interface PlannedQueueMapping {
  readonly id: string;
  readonly functionArn: string;
  readonly queueArn: string;
  readonly batchSize: number;
  /** Undefined if only the function's own concurrency applies. */
  readonly maximumConcurrency: number | undefined;
  readonly reportsFailures: boolean;
}

export interface PlannedStreamMapping {
  readonly id: string;
  readonly functionArn: string;
  readonly streamArn: string;
  readonly batchSize: number;
  readonly reportsFailures: boolean;
  readonly bisectsOnError: boolean;
  /** The maximum number of retries; -1 retries until the maximum record age. */
  readonly retriesMax: number;
  readonly recordAgeMaxSeconds: number;
  /** Event patterns as JSON; a record must match at least one. Without patterns every record matches. */
  readonly patterns: readonly string[];
  /** The on-failure destination for discarded batches. */
  readonly failureQueueArn: string | undefined;
}

export interface PlannedSchedule {
  readonly id: string;
  readonly functionArn: string;
  readonly everySeconds: number;
  /** The event as JSON. */
  readonly input: string;
}

const mappingSchema = z.strictObject({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  Enabled: z.literal(true).optional(),
  BatchSize: z.number().optional(),
  MaximumBatchingWindowInSeconds: z.literal(0).optional(),
  FunctionResponseTypes: z.array(z.literal("ReportBatchItemFailures")).default([]),
  ScalingConfig: z.object({ MaximumConcurrency: z.number() }).optional(),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
  StartingPosition: z.enum(["TRIM_HORIZON", "LATEST"]).optional(),
  BisectBatchOnFunctionError: z.boolean().default(false),
  MaximumRetryAttempts: z.number().default(-1),
  MaximumRecordAgeInSeconds: z.number().default(-1),
  ParallelizationFactor: z.literal(1).optional(),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }) }).optional(),
  Tags: z.unknown().optional(),
});

/** Plans the event source mappings of the queues and of the table's stream. */
export function planMappings(source: PlanSource): { queues: PlannedQueueMapping[]; streams: PlannedStreamMapping[] } {
  const queues: PlannedQueueMapping[] = [];
  const streams: PlannedStreamMapping[] = [];
  for (const { logicalId: id, path, properties } of source.every(["AWS::Lambda::EventSourceMapping"], mappingSchema)) {
    const functionArn = source.functionArn(properties.FunctionName);
    const reportsFailures = properties.FunctionResponseTypes.length > 0;
    const patterns = properties.FilterCriteria?.Filters.map(({ Pattern }) => Pattern) ?? [];
    const from = properties.EventSourceArn;
    if (from.includes(":sqs:")) {
      if (patterns.length > 0) throw new UnsupportedAssemblyError(`${path} filters a queue, which is not done locally`);
      const maximumConcurrency = properties.ScalingConfig?.MaximumConcurrency;
      const batchSize = properties.BatchSize ?? 10;
      if (batchSize > 10)
        throw new UnsupportedAssemblyError(`${path} wants batches of ${batchSize}; one receive gives 10 at most`);
      queues.push({ id, functionArn, queueArn: from, batchSize, maximumConcurrency, reportsFailures });
    } else if (from.includes(":dynamodb:") && from.includes("/stream/")) {
      streams.push({
        id,
        functionArn,
        streamArn: from,
        batchSize: properties.BatchSize ?? 100,
        reportsFailures,
        bisectsOnError: properties.BisectBatchOnFunctionError,
        retriesMax: properties.MaximumRetryAttempts,
        // The stream retains records for a day, so that is the maximum age.
        recordAgeMaxSeconds: properties.MaximumRecordAgeInSeconds < 0 ? 86_400 : properties.MaximumRecordAgeInSeconds,
        patterns,
        failureQueueArn: properties.DestinationConfig?.OnFailure.Destination,
      });
    } else {
      throw new UnsupportedAssemblyError(`${path} maps ${from}; only queues and table streams are understood`);
    }
  }
  return { queues, streams };
}

const scheduleSchema = z.strictObject({
  Name: z.string().optional(),
  GroupName: z.string().optional(),
  Description: z.string().optional(),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().optional(),
  FlexibleTimeWindow: z.object({ Mode: z.literal("OFF") }),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  KmsKeyArn: z.string().optional(),
  Target: z.object({ Arn: z.string(), Input: z.string().default("{}") }),
});

const secondsPer: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

/** Plans the enabled schedules. Only `rate(…)` is supported; a cron expression aborts the start. */
export function planSchedules(source: PlanSource): PlannedSchedule[] {
  return source.every(["AWS::Scheduler::Schedule"], scheduleSchema).flatMap(({ logicalId, path, properties }) => {
    const { ScheduleExpression: expression, State: state, Target: target } = properties;
    const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
    const seconds = secondsPer[unit ?? ""];
    if (seconds === undefined) {
      throw new UnsupportedAssemblyError(
        `schedule ${path} says ${expression}; locally only rate(<n> minutes|hours|days) runs`,
      );
    }
    const functionArn = source.functionArn(target.Arn);
    return state === "ENABLED"
      ? [{ id: logicalId, functionArn, everySeconds: Number(count) * seconds, input: target.Input }]
      : [];
  });
}
