import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { scenarios } from "../../clients/conformance/src/scenarios.ts";
import { wishes } from "../../clients/conformance/src/wishes.ts";
import type { StackOptions, StartedStack } from "../../local/runtime/start-stack.ts";
import { breakProduct, type ProductFault } from "./broken-build.ts";
import { changedSinceBackup } from "./changed-since-backup.ts";
import { installClients } from "./installed-clients.ts";
import { stackForTest } from "./stacks.ts";

const report = z.array(
  z.object({ name: z.string(), state: z.string(), wishes: z.array(z.number()), because: z.array(z.string()) }),
);

/** Runs the installed suite against a stack of its own, as an auditor with a URL and two tokens does. */
async function suiteOn(options: StackOptions = {}, prepare?: (stack: StartedStack) => Promise<void>) {
  const [stack, clients] = await Promise.all([stackForTest(options), installClients()]);
  onTestFinished(clients.remove);
  await prepare?.(stack);
  const [RUNTRUTH_TOKEN, RUNTRUTH_STRANGER_TOKEN] = await Promise.all([
    stack.token("manager"),
    stack.token("outsider"),
  ]);
  const words = ["--url", stack.apiUrl, "--workspace", "acme", "--environment", "acme-prod", "--output", "json"];
  const events = ["--events", path.join(stack.dataDir, "events.jsonl")];
  const faults = ["--faults", `${stack.provider.origin}/_faults`];
  const env = { RUNTRUTH_TOKEN, RUNTRUTH_STRANGER_TOKEN };
  const { code, out, err } = await clients.command(
    [...words, ...events, ...faults],
    env,
    undefined,
    "runtruth-conformance",
  );
  expect(err).toBe("");
  const results = report.parse(JSON.parse(out));
  return { code, results, named: (state: string) => results.filter((result) => result.state === state) };
}

/** A plan above the threshold of its environment waits for the approval of another person. */
async function withWaitingPlan(stack: StartedStack): Promise<void> {
  const { api, plan } = await changedSinceBackup(stack);
  const asked = await api.request("manager", `/api/workspaces/acme/plans/${(await plan()).id}/request`, {
    ...{ method: "POST", headers: { "content-type": "application/json" } },
    body: JSON.stringify({ note: "Agreed in change 4711." }),
  });
  expect(asked.status).toBe(200);
}

const faults: readonly ProductFault[] = [
  {
    name: "each start is work of its own",
    breaks: "starts of one work are linearizable: at most one run of it is active, and a key starts once",
    file: "shared/operations/started-work.ts",
    from: "return identityHash({ ...scope, type, identity });",
    to: "return identityHash({ ...scope, type, identity: { ...identity, at: Math.random() } });",
  },
  {
    name: "the end of a run is listed twice",
    breaks: "a run ends once, and its end never changes",
    file: "functions/representations/run-detail.ts",
    from: "transitions: transitionsOf(run).map(",
    to: "transitions: [...transitionsOf(run), ...transitionsOf(run).slice(-1)].map(",
  },
  {
    name: "work that was done in part is a success",
    breaks: "work of which a part was forbidden is no success",
    file: "shared/operations/policies/policy-sync-end.ts",
    from: '? "partially_succeeded" :',
    to: '? "succeeded" :',
  },
  {
    name: "open problems are calm",
    breaks: "nothing is calm while a problem is open",
    file: "shared/presenter/surface-words.ts",
    from: "  if (!isCalm(counts)) return null;\n  return checked === 0",
    to: "  return checked === 0",
  },
  {
    name: "a count has one run more than its list",
    breaks: "each count equals the list that it counts",
    file: "functions/read-api/routes/show-summary.ts",
    from: "    all: snapshot.total,",
    to: "    all: { ...snapshot.total, value: snapshot.total.value + 1 },",
  },
  {
    name: "a workspace of others is answered in another way than an absent one",
    breaks: "a stranger learns nothing: a workspace of others is answered like one that does not exist",
    file: "shared/access/access-store.ts",
    from: "if (workspace === undefined || membership === undefined) return undefined;",
    to: "if (workspace === undefined) return undefined;",
  },
];

it("conformance suite passes on the product and claims nothing unseen", async () => {
  const { code, named } = await suiteOn({}, withWaitingPlan);

  expect([...named("violated"), ...named("error")]).toEqual([]);
  expect(code).toBe(0);
  // Whether an alert is open depends on the sweep's last look.
  const unexercised = named("not_exercised").filter(({ name }) => !name.includes("open alert"));
  expect(unexercised.map(({ wishes: answered }) => answered)).toEqual([[5], [3, 18], [9], [12]]);
  expect(named("not_offered")).toEqual([]);
});

it("conformance suite fails six scenarios for a build with six faults", async () => {
  const { root, remove } = breakProduct(faults);
  onTestFinished(remove);
  const { code, named } = await suiteOn({ root });

  const violated = named("violated").map(({ name }) => name);
  expect(violated).toEqual(expect.arrayContaining(faults.map(({ breaks }) => breaks)));
  expect(code).toBe(1);
});

it("conformance suite has a scenario for every wish of the field", () => {
  const answered = new Set(scenarios.flatMap((scenario) => scenario.wishes ?? []));

  expect(
    Object.keys(wishes)
      .map(Number)
      .filter((wish) => !answered.has(wish)),
  ).toEqual([]);
});
