import { expect, it } from "vitest";
import * as z from "zod";
import { providerEnv, queueEnv, queueUrlsOf, readEnv, tableEnv } from "../../shared/foundation/env.ts";
import { overridesEnv } from "../../shared/operations/lifecycle-overrides.ts";

const table = { TABLE_NAME: "table", POWERTOOLS_SERVICE_NAME: "api" };

it("readEnv parses the environment and keeps default lifecycles", () => {
  expect(readEnv(tableEnv, table)).toEqual({ ...table, OPERATION_LIFECYCLE_OVERRIDES: {} });
  const queues = readEnv(queueEnv, { QUEUE_URL_SHORT: "https://a.example/s", QUEUE_URL_LONG: "https://a.example/l" });
  expect(queueUrlsOf(queues)).toEqual({ short: "https://a.example/s", long: "https://a.example/l" });
});

it("readEnv names missing and invalid variables without their values", () => {
  const schema = tableEnv.extend({ SECRET: z.string().max(3) });

  expect(() => readEnv(schema, { SECRET: "hunter2" })).toThrow(/TABLE_NAME.*SECRET/s);
  expect(() => readEnv(schema, { SECRET: "hunter2" })).not.toThrow(/hunter2/);
  expect(() => readEnv(tableEnv, { ...table, OPERATION_LIFECYCLE_OVERRIDES: "{" })).toThrow(
    /OPERATION_LIFECYCLE_OVERRIDES/,
  );
});

it.each([
  ['{"policy.sync":{"runningStaleAfterSeconds":0}}', /policy\.sync\.runningStaleAfterSeconds: must be a whole number/],
  ['{"policy.sync":{"nope":5}}', /policy\.sync: must not have nope; the windows are queuedStaleAfterSeconds/],
  ['{"nope.type":{"runningStaleAfterSeconds":5}}', /nope\.type: must be one of the operation types: .*policy\.sync/],
  ["[]", /must be an object/],
])("readEnv rejects the lifecycle override %s and names the field", (text, words) => {
  const schema = tableEnv.extend(overridesEnv);

  expect(() => readEnv(schema, { ...table, OPERATION_LIFECYCLE_OVERRIDES: text })).toThrow(words);
});

it.each([
  { list: "", origins: [] },
  { list: "https://graph.example", origins: ["https://graph.example"] },
  { list: " https://a.example, http://127.0.0.1:4710 ,", origins: ["https://a.example", "http://127.0.0.1:4710"] },
])("readEnv parses the allow-list '$list'", ({ list, origins }) => {
  expect(readEnv(providerEnv, { PROVIDER_ALLOWED_ORIGINS: list }).PROVIDER_ALLOWED_ORIGINS).toEqual(origins);
});

it.each(["https://a.example/", "https://a.example/v1.0", "a.example", "*", "https://A.example"])(
  "readEnv rejects '%s' in the allow-list",
  (list) => {
    expect(() => readEnv(providerEnv, { PROVIDER_ALLOWED_ORIGINS: list })).toThrow(/PROVIDER_ALLOWED_ORIGINS/);
  },
);
