import { expect, it } from "vitest";
import { type BatchDependencies, processBatch } from "../../../local/runtime/stream-batch.ts";
import type { LambdaStreamRecord } from "../../../local/runtime/stream-record.ts";
import { NOW } from "../../support/clock.ts";

const createdAt = NOW.getTime() / 1000;
const aRecord = (sequence: string, ageSeconds = 0): LambdaStreamRecord => ({
  eventID: sequence,
  eventName: "INSERT",
  eventVersion: "1.1",
  eventSource: "aws:dynamodb",
  eventSourceARN: "arn:stream",
  awsRegion: "us-east-1",
  dynamodb: { SequenceNumber: sequence, ApproximateCreationDateTime: createdAt - ageSeconds },
});

/** A mapping in front of a function that fails for some records; it notes what happened. */
function aMapping(planned: Partial<BatchDependencies["planned"]>, fails: (sequence: string, call: number) => boolean) {
  const calls: string[] = [];
  const givenUp: string[] = [];
  const settled: string[] = [];
  const sequences = (records: readonly LambdaStreamRecord[]) => records.map(({ dynamodb }) => dynamodb.SequenceNumber);
  const needs: BatchDependencies = {
    planned: { reportsFailures: true, bisectsOnError: false, retriesMax: 2, recordAgeMaxSeconds: 60, ...planned },
    async invoke(records) {
      calls.push(sequences(records).join(""));
      const failed = sequences(records).filter((sequence) => fails(sequence, calls.length));
      if (failed.length > 0 && planned.reportsFailures === false) {
        return { outcome: "failed", errorType: "Error", errorMessage: "x", trace: [] };
      }
      const batchItemFailures = failed.map((itemIdentifier) => ({ itemIdentifier }));
      return { outcome: "answered", payload: JSON.stringify({ batchItemFailures }) };
    },
    settledBefore: (record) => settled.push(record.dynamodb.SequenceNumber),
    async giveUp(records, why) {
      givenUp.push(`${why} ${sequences(records).join("")}`);
    },
    waitBeforeRetry: async () => true,
    now: () => NOW,
  };
  return { needs, calls, givenUp, settled };
}

const batch = ["1", "2", "3", "4"].map((sequence) => aRecord(sequence));

it("stream mapping resumes at the first failed record and repeats none before it", async () => {
  const { needs, calls, settled } = aMapping({}, (sequence, call) => sequence === "3" && call === 1);

  expect(await processBatch(batch, needs)).toBe(true);
  expect(calls).toEqual(["1234", "34"]);
  expect(settled).toEqual(["1", "3"]);
});

it("stream mapping discards a batch after its last retry and reports the cause", async () => {
  const { needs, calls, givenUp } = aMapping({}, (sequence) => sequence === "2");

  expect(await processBatch(batch, needs)).toBe(true);
  expect(calls).toEqual(["1234", "234", "234"]);
  expect(givenUp).toEqual(["RetryAttemptsExhausted 234"]);
});

it("stream mapping bisects a failing batch and discards only the bad record", async () => {
  const { needs, calls, givenUp } = aMapping(
    { bisectsOnError: true, reportsFailures: false, retriesMax: 1 },
    (sequence) => sequence === "3",
  );

  expect(await processBatch(batch, needs)).toBe(true);
  expect(calls).toEqual(["1234", "12", "34", "3", "3", "4"]);
  expect(givenUp).toEqual(["RetryAttemptsExhausted 3"]);
});

it("stream mapping discards records past the maximum age without an invocation", async () => {
  const { needs, calls, givenUp } = aMapping({}, () => false);

  await processBatch([aRecord("1", 61), aRecord("2", 60)], needs);

  expect(givenUp).toEqual(["RecordAgeExceeded 1"]);
  expect(calls).toEqual(["2"]);
});

it("stream mapping leaves a batch unsettled when the stack stops between two retries", async () => {
  const { needs, givenUp } = aMapping({}, () => true);

  expect(await processBatch(batch, { ...needs, waitBeforeRetry: async () => false })).toBe(false);
  expect(givenUp).toEqual([]);
});
