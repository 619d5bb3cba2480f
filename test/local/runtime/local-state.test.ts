import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readStackConfig } from "../../../local/config.ts";
import { lockDataDir, refuseEarlierTable } from "../../../local/runtime/data-dir-lock.ts";
import { localVariables } from "../../../local/runtime/function-variables.ts";
import { choosePorts, close, listen } from "../../../local/runtime/ports.ts";
import { openSecrets } from "../../../local/runtime/secrets.ts";
import { runningStack } from "../../../local/runtime/stack-file.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "state-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("data directory is locked to one stack until that stack stops", () => {
  const release = lockDataDir(folder);

  expect(() => lockDataDir(folder)).toThrow(`another local stack already runs on ${folder}`);
  release();
  lockDataDir(folder)();
});

it("local start refuses the table of an earlier release and names the remedy", () => {
  refuseEarlierTable(folder);
  mkdirSync(path.join(folder, "dynamodb"));
  writeFileSync(path.join(folder, "dynamodb", "table.sqlite"), "");

  expect(() => refuseEarlierTable(folder)).toThrow("remove it to start afresh, or start with --ephemeral");
});

it("local start names the occupied port and the remedy", async () => {
  const server = createServer();
  await listen(server, 0);
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;

  await expect(choosePorts(port, undefined)).rejects.toThrow(`port ${port} is taken; set PORT`);
  await close(server);
});

it("local start reuses the ports of the last stack with the same data", async () => {
  const before = await choosePorts(0, undefined);
  const previous = {
    apiUrl: `http://127.0.0.1:${before.api}`,
    issuer: `http://127.0.0.1:${before.identity}`,
    sink: { url: `http://127.0.0.1:${before.sink}` },
    provider: { origin: `http://127.0.0.1:${before.provider}` },
    tableName: "t",
    endpoints: { dynamodb: "", sqs: "", objects: "", aws: "" },
    queues: {},
    functions: {},
    pid: 1,
  };

  const { api, identity, provider } = await choosePorts(0, previous);

  expect([api, identity, provider]).toEqual([before.api, before.identity, before.provider]);
});

it("local secret of a provider differs for each environment", () => {
  const { find } = openSecrets({ file: path.join(folder, "secrets.json"), generated: [], providerSecret: "sample" });
  const places = ["acme/acme-prod", "acme/acme-lab", "globex/acme-prod"];

  const values = places.map((place) => find(`runtruth/dev/${place}/provider`)?.value);

  expect(values).toEqual(places.map((place) => `sample/${place}`));
});

it("local secret is created once and found by name and by ARN", () => {
  const open = () =>
    openSecrets({ file: path.join(folder, "secrets.json"), generated: ["cursor"], providerSecret: "sample" }).find;

  const first = open()("cursor");

  expect(first?.value).toHaveLength(43);
  expect(open()("arn:aws:secretsmanager:us-east-1:000000000000:secret:cursor")).toEqual(first);
  expect(open()("runtruth/dev/acme/acme-prod/provider")?.value).toBe("sample/acme/acme-prod");
  expect(open()("runtruth/dev/acme/acme-lab/provider")?.value).toBe("sample/acme/acme-lab");
  expect(open()("runtruth/acme-prod/provider")).toBeUndefined();
  expect(open()("other")).toBeUndefined();
  expect(open()("constructor")).toBeUndefined();
});

it("runningStack throws with the remedy when no stack is running", () => {
  expect(() => runningStack(path.join(folder, "stack.json"))).toThrow("start one with npm start");
});

it("function environment names the sample provider's origin, the local console and the overrides", () => {
  const planned = {
    name: "fn",
    arn: "fn",
    key: "fn",
    folder: "",
    handler: "",
    timeoutSeconds: 1,
    memoryMegabytes: 128,
    reservedConcurrency: undefined,
    environment: {
      PROVIDER_ALLOWED_ORIGINS: "https://graph.example",
      OPERATION_LIFECYCLE_OVERRIDES: "{}",
      CONSOLE_URL: "https://console.example",
    },
  };
  const endpoints = { dynamodb: "http://d", sqs: "http://s", objects: "http://o", aws: "http://a" };

  const variables = localVariables(planned, {
    endpoints,
    providerOrigin: "http://p",
    apiUrl: "http://c",
    lifecycleOverrides: '{"x":1}',
  });

  expect(variables).toMatchObject({
    PROVIDER_ALLOWED_ORIGINS: "https://graph.example,http://p",
    OPERATION_LIFECYCLE_OVERRIDES: '{"x":1}',
    AWS_ENDPOINT_URL_SQS: "http://s",
    AWS_ENDPOINT_URL: "http://a",
    CONSOLE_URL: "http://c",
  });
});

it("start options are read with command-line context last", () => {
  const config = readStackConfig(
    {
      PORT: "0",
      LOCAL_DATA_DIR: folder,
      LOCAL_WORKERS: "off",
      LOCAL_SCHEDULES: "off",
      SYNTH_CONTEXT: '{"a":"1","b":"1"}',
    },
    ["-c", "b=2", "--context", "c=x=y"],
  );

  expect(config).toMatchObject({
    port: 0,
    dataDir: folder,
    hasWorkers: false,
    hasSchedules: false,
    isEphemeral: false,
  });
  expect(config.context).toEqual({ environment: "dev", a: "1", b: "2", c: "x=y" });
});

it.each([
  { PORT: "many" },
  { PORT: "70000" },
  { LOCAL_WORKERS: "of" },
  { LOCAL_SCHEDULES: "of" },
  { LOCAL_DATA_DIR: "" },
])("start option %j is rejected with its reason", (environment) => {
  expect(() => readStackConfig({ ...environment }, [])).toThrow(Object.keys(environment)[0]);
});

it.each([
  '{"policy.sync":{"runningStaleAfterSeconds":0}}',
  '{"policy.sync":{"runningStaleAfterSeconds":-1}}',
  '{"policy.sync":{"runningStaleAfterSeconds":0.001}}',
  '{"policy.sync":{"runningStaleAfterSeconds":"5"}}',
  '{"policy.sync":{"runningStaleAfterSeconds":NaN}}',
  '{"policy.sync":{"nope":5}}',
  '{"nope.type":{"runningStaleAfterSeconds":5}}',
  "[]",
])("local start refuses the lifecycle override %s and names its field", (text) => {
  const start = () => readStackConfig({ LOCAL_DATA_DIR: folder, OPERATION_LIFECYCLE_OVERRIDES: text }, []);

  expect(start).toThrow(/OPERATION_LIFECYCLE_OVERRIDES/);
  expect(start).toThrow(/must/);
});
