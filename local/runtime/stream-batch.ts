import type { PlannedStreamMapping } from "../assembly/planned-triggers.ts";
import { failedRecords } from "./batch-response.ts";
import type { InvocationResult } from "./environment-protocol.ts";
import type { LambdaStreamRecord } from "./stream-record.ts";

/** Why a batch was discarded, with AWS's names for an on-failure destination. */
type GivenUp = "RetryAttemptsExhausted" | "RecordAgeExceeded";

export interface BatchDependencies {
  readonly planned: Pick<
    PlannedStreamMapping,
    "reportsFailures" | "bisectsOnError" | "retriesMax" | "recordAgeMaxSeconds"
  >;
  invoke(records: readonly LambdaStreamRecord[]): Promise<InvocationResult>;
  /** Marks all records before this one as settled, so they are not repeated. */
  settledBefore(record: LambdaStreamRecord): void;
  giveUp(records: readonly LambdaStreamRecord[], why: GivenUp): Promise<void>;
  /** Waits before a retry; false when the stack is stopping. */
  waitBeforeRetry(tries: number): Promise<boolean>;
  now(): Date;
}

/**
 * Processes a batch until it is settled or discarded after its last retry. Returns false if it is unsettled because the
 * stack is stopping.
 *
 * With partial responses all records before the first failed one are settled. Otherwise, if the mapping enables it, a
 * failing batch is bisected, without counting as a retry, until the failing record is alone.
 */
export async function processBatch(
  batch: readonly LambdaStreamRecord[],
  needs: BatchDependencies,
  triesBefore = 0,
): Promise<boolean> {
  const { planned } = needs;
  let pending = batch;
  let tries = triesBefore;
  for (;;) {
    const young = pending.filter((record) => ageSeconds(record, needs.now()) <= planned.recordAgeMaxSeconds);
    const old = pending.filter((record) => !young.includes(record));
    if (old.length > 0) await needs.giveUp(old, "RecordAgeExceeded");
    const [first] = young;
    if (first === undefined) return true;
    needs.settledBefore(first);

    const result = await needs.invoke(young);
    const failed = failedRecords(result, young.map(identifierOf), planned.reportsFailures);
    const firstFailed = young.findIndex((record) => failed.has(identifierOf(record)));
    if (firstFailed === -1) return true;

    pending = young.slice(firstFailed);
    if (planned.bisectsOnError && firstFailed === 0 && pending.length > 1) {
      const middle = Math.ceil(pending.length / 2);
      return (
        (await processBatch(pending.slice(0, middle), needs, tries)) &&
        (await processBatch(pending.slice(middle), needs, tries))
      );
    }
    tries += 1;
    if (planned.retriesMax >= 0 && tries > planned.retriesMax) {
      await needs.giveUp(pending, "RetryAttemptsExhausted");
      return true;
    }
    if (!(await needs.waitBeforeRetry(tries))) return false;
  }
}

function identifierOf(record: LambdaStreamRecord): string {
  return record.dynamodb.SequenceNumber;
}

function ageSeconds(record: LambdaStreamRecord, now: Date): number {
  return now.getTime() / 1000 - record.dynamodb.ApproximateCreationDateTime;
}
