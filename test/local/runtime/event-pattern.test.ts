import { expect, it } from "vitest";
import { compilePattern } from "../../../local/runtime/event-pattern.ts";

const event = {
  eventName: "MODIFY",
  dynamodb: {
    NewImage: { status: { S: "completed" }, tries: { N: "2" } },
    SizeBytes: 40,
    tags: ["a", "b"],
    none: null,
  },
};

it.each([
  { pattern: { eventName: ["INSERT", "MODIFY"] }, matches: true },
  { pattern: { eventName: ["INSERT"] }, matches: false },
  { pattern: { dynamodb: { NewImage: { status: { S: ["completed"] } } } }, matches: true },
  { pattern: { dynamodb: { OldImage: { status: { S: ["queued"] } } } }, matches: false },
  { pattern: { eventName: ["MODIFY"], dynamodb: { SizeBytes: [41] } }, matches: false },
  { pattern: { eventName: [{ prefix: "MOD" }] }, matches: true },
  { pattern: { eventName: [{ suffix: "IFY" }] }, matches: true },
  { pattern: { eventName: [{ "equals-ignore-case": "modify" }] }, matches: true },
  { pattern: { eventName: [{ "anything-but": ["REMOVE"] }] }, matches: true },
  { pattern: { eventName: [{ "anything-but": "MODIFY" }] }, matches: false },
  { pattern: { dynamodb: { OldImage: { status: { S: [{ "anything-but": ["completed"] }] } } } }, matches: false },
  { pattern: { dynamodb: { OldImage: { status: { S: [{ exists: false }] } } } }, matches: true },
  { pattern: { dynamodb: { NewImage: { status: { S: [{ exists: true }] } } } }, matches: true },
  { pattern: { dynamodb: { NewImage: [{ exists: true }] } }, matches: false },
  { pattern: { dynamodb: { SizeBytes: [{ numeric: [">", 39, "<=", 40] }] } }, matches: true },
  { pattern: { dynamodb: { SizeBytes: [{ numeric: ["<", 40] }] } }, matches: false },
  { pattern: { dynamodb: { tags: ["b"] } }, matches: true },
  { pattern: { dynamodb: { none: [null] } }, matches: true },
  { pattern: { $or: [{ eventName: ["REMOVE"] }, { dynamodb: { SizeBytes: [40] } }] }, matches: true },
  { pattern: {}, matches: true },
])("pattern $pattern matches the event: $matches", ({ pattern, matches }) => {
  expect(compilePattern(JSON.stringify(pattern))(event)).toBe(matches);
});

it.each([{ eventName: [{ wildcard: "M*" }] }, { size: [{ numeric: ["~", 1] }] }])(
  "event pattern with the unknown operator in %j is rejected before any event",
  (pattern) => {
    expect(() => compilePattern(JSON.stringify(pattern))).toThrow("not understood");
  },
);
