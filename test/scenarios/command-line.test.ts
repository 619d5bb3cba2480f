import { execFile } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, it } from "vitest";
import * as z from "zod";
import { repositoryRoot } from "../../local/config.ts";
import { machineClient } from "../../local/identity/configuration.ts";
import { takeStack } from "../support/kept-stacks.ts";
import { aPack, flippedIn } from "../tools/a-pack.ts";
import { apiOf } from "./api.ts";
import { confirmDevice } from "./device-sign-in.ts";
import { type Ended, installClients } from "./installed-clients.ts";
import { until } from "./until.ts";

/** One stack and one installation for the file; each test signs in as another caller. */
const stops: (() => unknown)[] = [];
const started = (async () => {
  const [{ stack, end }, clients] = await Promise.all([takeStack({}), installClients()]);
  stops.push(end, clients.remove);
  return { stack, ...clients };
})();
afterAll(async () => {
  await started.catch(() => undefined);
  for (const stop of stops) await stop();
});

const prod = ["--environment", "acme-prod"] as const;

/** A module that ends the process at its first connection or look-up of a name. */
const offline = `data:text/javascript,${encodeURIComponent(
  'import net from "node:net"; import dns from "node:dns"; net.Socket.prototype.connect = dns.lookup = () => process.exit(99);',
)}`;

/** Prints without a terminal are lines of a name and a value. */
const fact = ({ out }: Ended, name: string) =>
  out
    .split("\n")
    .map((line) => line.split("\t"))
    .find(([known]) => known === name)?.[1];

it("a person signs in by code and learns how work ended from exit codes", async () => {
  const { stack, folder, command } = await started;
  const api = apiOf(stack);

  expect(await command(["runs"])).toMatchObject({ code: 4, err: expect.stringContaining("runtruth sign-in --url") });
  let page: Promise<string> | undefined;
  const signedIn = await command(["sign-in", "--url", stack.apiUrl], {}, (said) => {
    const address = /https?:\S+user_code=\S+/.exec(said)?.[0];
    if (address !== undefined) page = confirmDevice(address, "operator");
  });
  expect(signedIn).toMatchObject({ code: 0, err: expect.stringContaining('The profile is "default".') });
  expect(await page).toContain("Signed in");
  const profiles = path.join(folder, ".config", "runtruth", "profiles.json");
  expect(statSync(profiles).mode & 0o777).toBe(0o600);

  const sync = await command(["start", "policy.sync", ...prod, "--wait"]);
  expect(sync.code).toBe(0);
  const runId = fact(sync, "run") ?? "";
  expect(sync.err).toContain(fact(sync, "headline"));
  expect(await command(["show", runId, "--output", "json"])).toMatchObject({
    code: 0,
    out: expect.stringContaining(`"id": "${runId}"`),
  });
  const mine = ["runs", "--type", "policy.sync", "--initiator", "operator"];
  expect((await command(mine)).out.split("\n")).toHaveLength(1);
  expect(await command([...mine, "--outcome", "failed"])).toEqual({ code: 0, out: "", err: "" });

  const csv = await command([...mine, "--output", "csv"]);
  expect(csv.out.split("\n").map((line) => line.split(",")[0])).toEqual(['"id"', `"${runId}"`, '"# end"']);
  const lines = (await command([...mine, "--output", "ndjson"])).out.split("\n").map((line) => JSON.parse(line));
  expect(lines).toMatchObject([{ id: runId }, { end: { items: 1, nextCursor: null } }]);
  expect(await command(["catalog", "--output", "csv"])).toMatchObject({ code: 4 });

  await api.fault({ match: "deviceManagement", status: 403, times: 3 });
  expect(await command(["start", "policy.sync", ...prod, "--wait"])).toMatchObject({ code: 2 });
  // One collection of three is forbidden.
  await api.fault({ match: "deviceManagement", status: 403, times: 1 });
  const failed = await command(["start", "policy.sync", ...prod, "--wait"]);
  expect(failed.code).toBe(1);
  const explained = await command(["explain", fact(failed, "run") ?? ""]);
  expect(explained.out).toContain("Rule: ");
  expect((await command(["inbox"])).out).toContain(fact(failed, "run"));

  expect(await command(["start", "policy.sink", ...prod])).toMatchObject({
    code: 4,
    err: expect.stringContaining("operation_type_unknown"),
  });
  expect(await command(["runs", "--limit", "many"])).toMatchObject({ code: 4 });
});

it("a manager sees promises and schedules, and pauses one", async () => {
  const { stack, command } = await started;
  const api = apiOf(stack);
  const env = { RUNTRUTH_URL: stack.apiUrl, RUNTRUTH_TOKEN: await stack.token("manager"), RUNTRUTH_WORKSPACE: "acme" };
  const make = async (kind: string, body: object) => {
    const path = `/api/workspaces/acme/${kind}`;
    const headers = { "content-type": "application/json" };
    return api.request("manager", path, { method: "POST", headers, body: JSON.stringify(body) });
  };
  await make("promises", { name: "Daily sync", proof: "sync", withinSeconds: 86_400, environments: "all" });
  const rule = { cron: "0 2 * * *", timezone: "Europe/Berlin" };
  const made = await make("schedules", { name: "Nightly", type: "policy.sync", environmentId: "acme-lab", rule });
  const { id } = z.object({ id: z.string() }).parse(JSON.parse(made.text));

  expect((await command(["promises"], env)).out).toContain("Daily sync");
  expect((await command(["schedules"], env)).out).toContain(id);
  const ran = await command(["run-schedule", id, "--wait"], env);
  expect(ran).toMatchObject({ code: 0, out: expect.stringContaining("Acme lab") });
  const paused = await command(["pause-schedule", id, "--note", "The tenant is moved."], env);
  expect(paused).toMatchObject({ code: 0, out: expect.stringContaining("Nightly") });
  expect((await command(["schedules", "--environment", "acme-lab", "--output", "json"], env)).out).toContain(
    "The tenant is moved.",
  );
  expect(await command(["resume-schedule", id, "--note", "The tenant was moved."], env)).toMatchObject({ code: 0 });
  expect(await command(["pause-schedule", id], env)).toMatchObject({ code: 4, err: expect.stringContaining("--note") });
});

it("a manager plans a restore that changes nothing, and lists a wave", async () => {
  const { stack, command } = await started;
  const env = { RUNTRUTH_URL: stack.apiUrl, RUNTRUTH_TOKEN: await stack.token("manager"), RUNTRUTH_WORKSPACE: "acme" };
  const lab = ["--environment", "acme-lab", "--wait"] as const;
  const wave = await command(["start-wave", "policy.sync", "-e", "acme-lab", "--reference", "CHG-1", "--wait"], env);
  expect(wave.code).toBe(0);
  expect((await command(["waves"], env)).out.split("\t")).toMatchObject({
    ...{ 0: fact(wave, "run"), 2: "Succeeded", 3: "CHG-1", 4: fact(wave, "headline") },
  });

  const backup = await command(["start", "backup_set.update", ...lab, "--set", "name=Before the change"], env);
  const [, backupSetId] = fact(backup, "record")?.split("/") ?? [];
  const restore = ["start", "restore.execute", ...lab, "--set", `backupSetId=${backupSetId}`];
  expect(await command(restore, env)).toMatchObject({ code: 4, err: expect.stringContaining("dryRun") });
  const plan = await command([...restore, "--dry-run"], env);
  expect(plan).toMatchObject({ code: 0, out: expect.stringContaining("Unchanged") });
  expect(await command(["start", "policy.sync", ...lab, "--dry-run"], env)).toMatchObject({
    ...{ code: 4, err: expect.stringContaining('"dryRun"') },
  });
});

it("an operator lists alerts and snoozes one until an instant", async () => {
  const { stack, command } = await started;
  const api = apiOf(stack);
  const post = (user: string, path: string, body: object) =>
    api.request(user, path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const env = { RUNTRUTH_URL: stack.apiUrl, RUNTRUTH_TOKEN: await stack.token("operator"), RUNTRUTH_WORKSPACE: "acme" };
  const tick = async () => expect((await stack.invoke("schedule-clock")).hasFailed).toBe(false);
  expect(await command(["alerts"], env)).toMatchObject({ code: 0 });
  const promise = { name: "Review", proof: "review", withinSeconds: 60, environments: ["acme-lab"] };
  await post("manager", "/api/workspaces/acme/promises", { ...promise, effectiveFrom: "2026-01-01T00:00:00.000Z" });
  const rule = { name: "Promises", causes: ["promise_broken"], environments: "all", channelIds: [] };
  expect((await post("manager", "/api/workspaces/acme/alert-rules", rule)).status).toBe(200);

  const key = await until("the clock opens an alert of the broken promise", async () => {
    await tick();
    const { out } = await command(["alerts", "--output", "json"], env);
    const { items } = z.object({ items: z.array(z.object({ key: z.string() })) }).parse(JSON.parse(out));
    return items.find((one) => one.key.startsWith("promise"))?.key;
  });
  const end = new Date(Date.now() + 86_400_000).toISOString();
  const wanted = ["--until", end, "--reason", "The review is being written."];
  const snoozed = await command(["snooze-alert", key, ...wanted], env);
  expect(snoozed).toMatchObject({ code: 0, out: expect.stringContaining("Review") });
  expect((await command(["alerts"], env)).out).toContain(end);
  expect(await command(["snooze-alert", "none", ...wanted], env)).toMatchObject({
    code: 4,
    err: expect.stringContaining("runtruth alerts"),
  });
  expect(await command(["snooze-alert", key, "--until", "tomorrow", "--reason", "x"], env)).toMatchObject({ code: 4 });
});

it("a member saves the evidence of a run that an auditor verifies offline", async () => {
  const { stack, folder, command } = await started;
  const env = { RUNTRUTH_URL: stack.apiUrl, RUNTRUTH_TOKEN: await stack.token("owner") };
  const { run } = await apiOf(stack).start(
    { user: "owner", workspaceId: "acme", environmentId: "acme-prod" },
    "policy.sync",
  );
  const { id } = await apiOf(stack).ended("owner", "acme", run?.id ?? "");
  const save = (name: string) => command(["evidence", id, "--file", path.join(folder, name)], env);

  expect(await save("one.zip")).toMatchObject({ code: 0 });
  expect(await save("two.zip")).toMatchObject({ code: 0 });
  expect(await save("two.zip")).toMatchObject({ code: 4, err: expect.stringContaining("cannot be written") });

  const saved = readFileSync(path.join(folder, "one.zip"));
  expect(readFileSync(path.join(folder, "two.zip")).equals(saved)).toBe(true);
  const alone = { NODE_OPTIONS: `--import ${offline}` };
  const verified = await command(["verify", path.join(folder, "one.zip")], alone);
  expect(verified).toMatchObject({ code: 0, out: expect.stringContaining("derived again by version 1") });
  writeFileSync(path.join(folder, "altered.zip"), flippedIn(saved, "verdicts.json"));
  const altered = await command(["verify", path.join(folder, "altered.zip")], alone);
  expect(altered).toMatchObject({ code: 1, out: expect.stringContaining(`verdicts.json (operation-runs/${id})`) });
});

it("a program signs in with its secret and sees only what it may", async () => {
  const { stack, command } = await started;
  const env = {
    RUNTRUTH_URL: stack.apiUrl,
    RUNTRUTH_CLIENT_ID: machineClient.id,
    RUNTRUTH_CLIENT_SECRET: machineClient.secret,
  };
  expect(await command(["runs"], env)).toMatchObject({
    code: 4,
    err: expect.stringContaining("member of no workspace"),
  });
  expect(await command(["runs"], { ...env, RUNTRUTH_CLIENT_SECRET: "wrong" })).toMatchObject({
    code: 4,
    err: expect.stringContaining(machineClient.id),
  });
  expect(await command(["runs"], { RUNTRUTH_URL: stack.apiUrl, RUNTRUTH_TOKEN: "none" })).toMatchObject({ code: 4 });
});

/** What is downloaded to install each client, in kilobytes. */
const packedKilobytesMax = { runtruth: 100, "runtruth-sdk": 115, "runtruth-mcp": 450, "runtruth-conformance": 65 };

it("each packed client stays below its size", async () => {
  const { folder } = await started;

  for (const [name, max] of Object.entries(packedKilobytesMax)) {
    const { size } = statSync(path.join(folder, "packed", `${name}-0.1.0.tgz`));
    expect(size / 1000, name).toBeLessThan(max);
  }
});

it("an auditor verifies a pack without network, session and product", async () => {
  const { folder, command } = await started;
  const env = { NODE_OPTIONS: `--import ${offline}`, RUNTRUTH_TOKEN: "any" };
  expect(await command(["whoami", "--url", "http://127.0.0.1:8443"], env)).toMatchObject({ code: 99 });
  const pack = await aPack();
  const verified = (bytes: Buffer, ...options: readonly string[]) => {
    writeFileSync(path.join(folder, "pack.zip"), bytes);
    return command(["verify", path.join(folder, "pack.zip"), ...options], env);
  };

  expect(await verified(pack)).toMatchObject({ code: 0, out: expect.stringContaining("derived again by version 1") });
  // Node 20 lacks what the rules of packs use.
  const older = `--import data:text/javascript,${encodeURIComponent("delete Map.groupBy; delete JSON.isRawJSON;")}`;
  const onOlderNode = await command(["verify", path.join(folder, "pack.zip")], { NODE_OPTIONS: older });
  expect(onOlderNode).toMatchObject({ code: 0, out: expect.stringContaining("The file is unaltered.") });
  const altered = await verified(flippedIn(pack, "evidence.json"), "--output", "json");
  expect(altered.code).toBe(1);
  expect(JSON.parse(altered.out)).toMatchObject({
    isDerived: false,
    problems: [{ code: "file_altered", path: "evidence.json", record: "evidence-snapshots/evidence-1" }],
  });
});

it("the installed library has types and starts work once for repeated requests", async () => {
  const { stack, folder } = await started;
  const program = `import { answerOf, createClient, waitForRun } from "@runtruth/sdk";
declare const process: { env: Record<string, string>; stdout: { write(text: string): void } };
const { API = "", TOKEN = "" } = process.env;
let sent = 0;
const client = createClient({
  url: API,
  token: () => TOKEN,
  retry: { random: () => 0 },
  async fetch(request) {
    const response = await fetch(request);
    sent += 1;
    // The first answer of a start is lost on its way.
    if (request.method === "POST" && sent === 1) throw new TypeError("lost");
    return response;
  },
});
const started = await answerOf(
  client.POST("/api/workspaces/{ws}/operations", {
    params: { path: { ws: "acme" } },
    body: { type: "policy.sync", environmentId: "acme-prod", input: {} },
  }),
);
if (started.result === "already_available") throw new Error("a sync always has a run");
const run = await waitForRun(client, { workspaceId: "acme", runId: started.run.id });
process.stdout.write(JSON.stringify({ result: started.result, outcome: run.outcome, sent }));
`;
  const file = path.join(folder, "program.ts");
  writeFileSync(file, program);
  const compiler = path.join(repositoryRoot, "node_modules/typescript/bin/tsc");
  const options = ["--strict", "--noEmit", "--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom"];
  const run = promisify(execFile);
  await run(process.execPath, [compiler, ...options, file], { cwd: folder });
  const env = { ...process.env, API: stack.apiUrl, TOKEN: await stack.token("manager") };
  const { stdout } = await run(process.execPath, [file], { cwd: folder, env });
  expect(JSON.parse(stdout)).toMatchObject({ result: "replayed", outcome: "succeeded" });
  const own = (await apiOf(stack).list("owner", "acme")).filter(
    ({ initiator, environmentId }) => initiator.id === "manager" && environmentId === "acme-prod",
  );
  expect(own).toHaveLength(1);
  expect(readFileSync(path.join(folder, "node_modules/@runtruth/sdk/dist/sdk.js"), "utf8")).not.toContain("node:");
});
