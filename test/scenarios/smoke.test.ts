import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { repositoryRoot } from "../../local/config.ts";
import { machineClient } from "../../local/identity/configuration.ts";
import { type IssuerKind, issuerKinds } from "../../local/identity/issuer-kinds.ts";
import type { StartedStack } from "../../local/runtime/start-stack.ts";
import { findChromium } from "../browser/launch.ts";
import { skipIfMissing } from "../support/skip-if-missing.ts";
import { sharedStack } from "./stacks.ts";

const run = promisify(execFile);

/** Runs a command of the operator against a running stack. */
async function command(stack: StartedStack, tool: string, args: readonly string[], variables: NodeJS.ProcessEnv = {}) {
  const env = {
    ...process.env,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_SQS: stack.endpoints.sqs,
    DYNAMODB_ENDPOINT: stack.endpoints.dynamodb,
    ...variables,
  };
  const done = run(process.execPath, [path.join(repositoryRoot, "tools", tool), ...args], { env });
  const { stdout, code } = await done.then(
    ({ stdout: text }) => ({ stdout: text, code: 0 }),
    (error: { stdout: string; code: number }) => error,
  );
  return { code, lines: stdout.trim().split("\n") };
}

const stacks = new Map(issuerKinds.map((issuerKind) => [issuerKind, sharedStack({ issuerKind })]));
const prepared = new Map<IssuerKind, Promise<StartedStack>>();

/** A stack for each kind of issuer, with a workspace of the machine client's own, made as the guide says. */
function aSmokeStack(issuerKind: IssuerKind): Promise<StartedStack> {
  const prepare = async () => {
    const stack = await stacks.get(issuerKind)?.();
    if (stack === undefined) throw new Error(`there is no issuer of the kind ${issuerKind}`);
    const place = ["--workspace", "smoke=Smoke", "--environment", "smoke=Smoke", "--owner", machineClient.id];
    const { code } = await command(stack, "bootstrap-owner.ts", ["--table", stack.tableName, ...place]);
    if (code !== 0) throw new Error("the workspace could not be made");
    return stack;
  };
  const preparing = prepared.get(issuerKind) ?? prepare();
  prepared.set(issuerKind, preparing);
  return preparing;
}

const smoke = (stack: StartedStack, issuer = stack.issuer) =>
  command(
    stack,
    "smoke.ts",
    [
      ...["--url", stack.apiUrl, "--issuer", issuer, "--deployment", "dev", "--provider", stack.provider.origin],
      ...["--queue", stack.queues["ShortLane/WorkQueue"]?.url ?? "", "--forge"],
    ],
    { SMOKE_CLIENT_ID: machineClient.id, SMOKE_CLIENT_SECRET: machineClient.secret, SMOKE_USER: "operator" },
  );

it.each(issuerKinds)("the smoke test passes on a stack with a %s issuer", async (issuerKind) => {
  skipIfMissing(findChromium());
  const { code, lines } = await smoke(await aSmokeStack(issuerKind));

  const outcomes = lines.map((line) => line.replace(/:.*$/, "").trim());
  // A worker of this machine may be faster than every cancel request.
  expect(outcomes.filter((line) => line.endsWith("cancel"))).toHaveLength(1);
  expect(lines.filter((line) => line.startsWith("FAILED"))).toEqual([]);
  expect(outcomes.slice(0, -1).filter((line) => !line.endsWith("cancel"))).toEqual([
    "ok       sign in",
    "ok       own environment",
    "ok       start and watch",
    "ok       list",
    "ok       reconcile",
    "ok       errors are not cached",
    "ok       compressed responses",
    "ok       replayed message",
    "ok       id kept by a redrive policy",
    "ok       forged message",
    "ok       clean up",
    "ok       sign-out of the console",
    "not run  alarm path",
  ]);
  expect(code).toBe(0);
});

it("the smoke test fails when the console names another issuer", async () => {
  const { code, lines } = await smoke(await aSmokeStack("openid"), "http://127.0.0.1:1");

  expect(code).toBe(1);
  expect(lines[0]).toMatch(/^FAILED {3}sign in: the console signs in at http/);
});
