import { describe, expect, it } from "vitest";
import { type ReadCall, type StartCall, unexplained } from "../../clients/conformance/src/linearizable-starts.ts";

const start = (
  key: string,
  result: StartCall["result"],
  runId: string,
  asked: number,
  answered: number,
): StartCall => ({
  ...{ key, result, runId, asked, answered },
});
const read = (runId: string, isEnded: boolean, asked: number, answered: number): ReadCall => ({
  ...{ runId, isEnded, asked, answered },
});

describe("the checker of starts", () => {
  it.each([
    {
      what: "starts at once share one run",
      starts: [start("a", "queued", "1", 0, 9), start("b", "already_running", "1", 0, 5)],
    },
    {
      what: "a repeated key is replayed",
      starts: [start("a", "replayed", "1", 0, 5), start("a", "queued", "1", 0, 9)],
    },
    {
      what: "a new run follows the end of another",
      starts: [start("a", "queued", "1", 0, 1), start("b", "queued", "2", 5, 6)],
      reads: [read("1", false, 2, 3), read("1", true, 7, 8)],
    },
    {
      what: "another caller's run was active before",
      starts: [start("a", "already_running", "0", 0, 1), start("b", "queued", "1", 2, 3)],
    },
  ])("explains a history in which $what", ({ starts, reads = [] }) => {
    expect(unexplained(starts, reads)).toBeUndefined();
  });

  it.each([
    {
      what: "two runs are active at once",
      starts: [start("a", "queued", "1", 0, 1), start("b", "queued", "2", 2, 3)],
      reads: [read("1", false, 4, 5)],
    },
    { what: "a key starts twice", starts: [start("a", "queued", "1", 0, 1), start("a", "queued", "2", 2, 3)] },
    {
      what: "an ended run is found active",
      starts: [start("a", "queued", "1", 0, 1), start("b", "already_running", "1", 4, 5)],
      reads: [read("1", true, 2, 3)],
    },
    {
      what: "a run is joined before it was accepted",
      starts: [start("b", "already_running", "1", 0, 1), start("a", "queued", "1", 2, 3)],
    },
    {
      what: "an end is taken back",
      starts: [start("a", "queued", "1", 0, 1)],
      reads: [read("1", true, 2, 3), read("1", false, 4, 5)],
    },
  ])("refuses a history in which $what", ({ starts, reads = [] }) => {
    expect(unexplained(starts, reads)).toContain("no order explains");
  });
});
