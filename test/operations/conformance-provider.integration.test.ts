import { afterAll, expect, it } from "vitest";
import * as z from "zod";
import type { WorkResult } from "../../shared/operations/define-operation.ts";
import { type GraphCall, type GraphCallName, graphCalls } from "../../shared/operations/provider/graph-calls.ts";
import { type AnyOperation, findOperation, operations } from "../../shared/operations/registry.ts";
import { worked } from "./operation-recipes.ts";
import { stopRestoreWorlds } from "./restore-world.ts";
import type { OpenWorld } from "./watched-steps.ts";

/** What every operation makes of the provider's answers (operations design, section 9: calls, partial, read-back). */
afterAll(stopRestoreWorlds);

/** Its purpose is to try every call that any operation declares. */
const triesAll = "permission.posture.check";
const usingProvider = worked.filter(({ provider }) => provider !== "nothing");
/** For the check of permissions a refused call is a finding, not a failure. */
const neverFinding = usingProvider.filter(({ type }) => type !== triesAll);
const writing = worked.filter(({ provider }) => provider === "writes");

/** The rows of the table of calls that a request may be; several where paths contain each other. */
function callsOf(line: string): GraphCallName[] {
  const [method = "", address = ""] = line.split(" ");
  const path = decodeURIComponent(address.split("?")[0] ?? "");
  return Object.entries(graphCalls).flatMap(([name, call]) =>
    isCall(call, method, path) ? [name as GraphCallName] : [],
  );
}

const methodsOf: Readonly<Record<GraphCall["kind"], readonly string[]>> = {
  pages: ["GET"],
  one: ["GET"],
  count: ["GET"],
  lookup: ["POST"],
  write: ["POST", "PATCH", "PUT", "DELETE"],
};

function isCall({ version, path, kind }: GraphCall, method: string, at: string): boolean {
  const form = `/${version}/${path}`.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, "[^/]+");
  // A list is read by its members, too, and a policy's settings page by page.
  const rest = kind === "pages" || kind === "write" ? "(?:/[^/]+)?(?:/settings|/assignments)?" : "";
  return methodsOf[kind].includes(method) && new RegExp(`^${form}${rest}$`).test(at);
}

const declaredBy = (type: string): readonly GraphCallName[] => {
  if (type === triesAll) return operations.flatMap((one) => callsIn(one.start));
  return callsIn(findOperation(type)?.start);
};
const callsIn = (start: AnyOperation["start"] | undefined): readonly GraphCallName[] =>
  start === undefined || start === "not_startable" ? [] : (start.calls ?? []);
const granted = z.object({ roles: z.array(z.string()) });
const readConfiguration = "DeviceManagementConfiguration.Read.All";
const endOf = (result: WorkResult) => (result.kind === "ended" ? result.outcome : result.kind);

const calls = z.object({
  calls: z.array(z.object({ method: z.string(), path: z.string(), status: z.number() })),
});
const named = z.record(z.string(), z.array(z.looseObject({ displayName: z.string().optional() })));

/** A world with the calls and writes of an undisturbed run, as the provider counted them. */
async function asked(open: () => Promise<OpenWorld>) {
  const world = await open();
  await world.attempt(await world.nextRun());
  const run = await world.nextRun();
  const { origin } = world.provider;
  await fetch(`${origin}/_calls`, { method: "DELETE" });
  world.gate.writes.length = 0;
  const { result } = await world.attempt(run);
  expect(endOf(result)).toBe("succeeded");
  const counted = calls.parse(await (await fetch(`${origin}/_calls`)).json()).calls;
  const made = counted.filter(({ path }) => !path.endsWith("/token"));
  const requests = [...new Set(made.map(({ method, path }) => `${method} ${path}`))];
  return { world, made, requests, writes: [...world.gate.writes] };
}

it.each(worked)("$type makes only the calls that it declares", async ({ type, open }) => {
  const { made, requests } = await asked(open);
  const declared = new Set<string>(declaredBy(type));

  const undeclared = requests.filter((line) => !callsOf(line).some((name) => declared.has(name)));

  expect(undeclared).toEqual([]);
  // What is absent is asked for; anything else that is refused should not have been.
  expect(made.filter(({ status }) => status >= 400 && status !== 404)).toEqual([]);
});

it.each(neverFinding)(
  "$type names the permission that one of its calls lacks",
  async ({ type, open, mayMiss = [] }) => {
    const { world, requests } = await asked(open);
    const made = new Set(requests.flatMap(callsOf).filter((name) => declaredBy(type).includes(name)));
    expect(made.size).toBeGreaterThan(0);

    for (const name of made) {
      if (mayMiss.includes(name)) continue;
      const run = await world.nextRun();
      const { permissions, kind } = graphCalls[name];
      const { roles } = granted.parse(await (await fetch(`${world.provider.origin}/_grants`)).json());
      // Who may write may also read: the right to read is granted apart when the one to write is taken away.
      await world.grants({ roles: kind === "write" ? [...roles, readConfiguration] : roles, without: permissions });
      // A token keeps the permissions of the moment it was issued.
      world.clock.advance(3600);
      const { result } = await world.attempt(run);
      await fetch(`${world.provider.origin}/_grants`, { method: "DELETE" });
      world.clock.advance(3600);

      expect(endOf(result), `without ${name}`).not.toBe("succeeded");
      expect(
        permissions.some((one) => JSON.stringify(result).includes(one)),
        `${name}: ${JSON.stringify(result)}`,
      ).toBe(true);
    }
  },
);

it.each(neverFinding)("$type is no success when one of its requests fails", async ({ open, mayMiss = [] }) => {
  const { world } = await asked(open);
  for (let failing = 1; ; failing++) {
    const run = await world.nextRun();
    const paths: string[] = [];
    world.gate.intercept((line) => {
      const path = line.split("?")[0] ?? "";
      if (!paths.includes(path) && !callsOf(path).some((name) => mayMiss.includes(name))) paths.push(path);
      return paths.indexOf(path) === failing - 1 ? { status: 500 } : "pass";
    });
    const { result } = await world.attempt(run);
    world.gate.intercept(undefined);
    const path = paths[failing - 1];
    if (path === undefined) {
      expect(failing).toBeGreaterThan(1);
      break;
    }

    expect(endOf(result), path).toMatch(/^(?:partially_succeeded|failed|blocked)$/);
    expect(result.kind === "ended" ? result.failures : [], path).not.toEqual([]);
  }
});

it.each(usingProvider)("$type fails when every request fails", async ({ open }) => {
  const world = await open();
  const run = await world.nextRun();
  world.gate.intercept(() => ({ status: 500 }));

  const { result } = await world.attempt(run);

  expect(result).toMatchObject({ kind: "ended", outcome: expect.stringMatching(/^(?:failed|blocked)$/) });
});

it.each(writing)("$type is no success when the provider does not take a write over", async ({ open }) => {
  const { world, writes } = await asked(open);

  expect(writes.length).toBeGreaterThan(0);
  for (let swallowed = 1; swallowed <= writes.length; swallowed++) {
    const run = await world.nextRun();
    let seen = 0;
    world.gate.intercept((line) => {
      if (line.startsWith("GET ") || line.includes("/getByIds")) return "pass";
      seen += 1;
      return seen === swallowed ? { status: 200 } : "pass";
    });
    const { result } = await world.attempt(run);
    world.gate.intercept(undefined);
    // What an earlier round left undone may make a round shorter.
    if (seen < swallowed) continue;

    expect(endOf(result), `write ${swallowed}: ${JSON.stringify(result)}`).not.toBe("succeeded");
  }
});

const lags = [
  { lag: "three reads", path: "/_lag", wanted: { reads: 3 } },
  { lag: "ten seconds", path: "/_world", wanted: { readLagMillis: 10_000 } },
];
const lagging = writing.flatMap((one) => lags.map((lag) => ({ ...one, ...lag })));

it.each(lagging)("$type succeeds when reads lag $lag behind its writes", async ({ open, path, wanted }) => {
  const world = await open();
  const run = await world.nextRun();
  await world.control(path, wanted);

  const { result } = await world.attempt(run);

  expect(endOf(result)).toBe("succeeded");
  expect(world.waits.length).toBeGreaterThan(0);
});

it.each(writing)("$type makes each effect once when its writes are answered by errors afterwards", async ({ open }) => {
  const world = await open();
  const run = await world.nextRun();
  for (const method of ["POST", "PATCH", "PUT", "DELETE"]) {
    const match = `${method} /beta/deviceManagement`;
    await world.control("/_faults", { match, status: 503, effect: "after", retryAfter: "2.128" });
  }

  const { result } = await world.attempt(run);

  expect(endOf(result), JSON.stringify(result)).toBe("succeeded");
  const held = named.parse(await (await fetch(`${world.provider.origin}/_world`)).json());
  const names = Object.entries(held).flatMap(([collection, policies]) =>
    policies.flatMap(({ displayName }) => (displayName === undefined ? [] : [`${collection}/${displayName}`])),
  );
  expect(names).toEqual([...new Set(names)]);
});
