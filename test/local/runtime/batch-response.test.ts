import { expect, it } from "vitest";
import { failedRecords } from "../../../local/runtime/batch-response.ts";

const answered = (answer: unknown) => ({ outcome: "answered", payload: JSON.stringify(answer) }) as const;
const failing = (itemIdentifier: unknown) => answered({ batchItemFailures: [{ itemIdentifier }] });
const batch = ["a", "b", "c"];

it.each([
  { answer: answered(null), failed: [] },
  { answer: answered({}), failed: [] },
  { answer: answered({ batchItemFailures: null }), failed: [] },
  { answer: answered({ batchItemFailures: [] }), failed: [] },
  { answer: failing("b"), failed: ["b"] },
  { answer: failing("z"), failed: batch },
  { answer: failing(""), failed: batch },
  { answer: failing(null), failed: batch },
  { answer: answered({ batchItemFailures: [{ id: "b" }] }), failed: batch },
  { answer: answered("done"), failed: batch },
  { answer: { outcome: "failed", errorType: "Error", errorMessage: "x", trace: [] } as const, failed: batch },
])("batch response $answer marks $failed as failed", ({ answer, failed }) => {
  expect([...failedRecords(answer, batch, true)]).toEqual(failed);
});

it("batch item failures are ignored when the mapping does not enable them", () => {
  expect([...failedRecords(failing("b"), batch, false)]).toEqual([]);
});
