import { expect, it } from "vitest";
import { runCommandLine } from "../../clients/cli/src/run.ts";
import { changingTools } from "../../clients/mcp/src/changing-tools.ts";
import { requestApproval } from "../../clients/mcp/src/plan-tools.ts";
import { createClient } from "../../clients/sdk/src/client.ts";
import { planAnswer } from "../../shared/contract/plans.ts";
import { problem } from "../../shared/contract/problem.ts";
import { changedSinceBackup } from "./changed-since-backup.ts";
import { expectGoodLines } from "./log-lines.ts";
import { changePolicies } from "./provider-changes.ts";
import { stackForTest } from "./stacks.ts";

const plans = "/api/workspaces/acme/plans";
const note = "Agreed in change 4711.";

/** A stack in which each change needs an approval, with what its people do on the command line. */
async function changedWithCommands() {
  const stack = await stackForTest();
  const changed = await changedSinceBackup(stack);
  const command = async (user: string, ...words: readonly string[]) => {
    const said: Record<"out" | "err", string[]> = { out: [], err: [] };
    const token = await stack.token(user);
    const terminal = {
      env: { RUNTRUTH_URL: stack.apiUrl, RUNTRUTH_TOKEN: token, RUNTRUTH_WORKSPACE: "acme", HOME: stack.dataDir },
      ...{ isInteractive: false, signal: new AbortController().signal },
      out: (text: string) => void said.out.push(text),
      err: (text: string) => void said.err.push(text),
    };
    const code = await runCommandLine(words, terminal, "1.0.0");
    return { code, out: said.out.join("\n"), err: said.err.join("\n") };
  };
  return { stack, command, ...changed };
}

it("wish 15: another person approves a restore above the threshold, executed once", async () => {
  const { stack, api, plan, start, command } = await changedWithCommands();
  const { id, input } = await plan();
  const refused = await start(input);
  expect(refused.status).toBe(409);
  expect(problem.parse(JSON.parse(refused.text))).toMatchObject({ code: "approval_required", plan: { id } });

  // An agent asks; it has no tool that approves or executes.
  const client = createClient({ url: stack.apiUrl, token: () => stack.token("manager") });
  expect(await requestApproval.run(client, { workspace: "acme", plan: id, note })).toMatchObject({
    state: "requested",
  });
  expect(changingTools.map(({ name }) => name)).not.toContain("approve");
  // The requester cannot approve; the owner reads the blast radius and decides by the digest.
  const { digest = "" } = await api.read(
    "owner",
    `${plans}/${id}`,
    planAnswer.transform((read) => ({ digest: read.digest ?? "" })),
  );
  expect(await command("manager", "approve", id, "--digest", digest, "--note", note)).toMatchObject({
    code: 4,
    err: expect.stringContaining("same_person"),
  });
  expect((await command("owner", "approve")).out).toContain(id);
  expect((await command("owner", "approve", id)).out).toMatch(/updates.*3[\s\S]*Waits for approval/);
  expect(await command("owner", "approve", id, "--digest", digest)).toMatchObject({ code: 4 });
  expect(await command("owner", "approve", id, "--digest", digest, "--note", note)).toMatchObject({
    code: 0,
    out: expect.stringContaining("Approved"),
  });

  const [first, second] = await Promise.all([start(input), start(input)]);
  const runs = [first, second].map(({ text }) => JSON.parse(text).run.id);
  expect(new Set(runs).size).toBe(1);
  expect(await api.ended("manager", "acme", runs[0])).toMatchObject({ outcome: "succeeded" });
  expect(await api.read("owner", `${plans}/${id}`, planAnswer)).toMatchObject({
    ...{ state: "executed", executedByRunId: runs[0] },
    decision: { decision: "approve", by: { id: "owner" }, note },
  });
  expect((await command("owner", "approve")).out).not.toContain(id);
  expect(expectGoodLines(stack)).toMatchObject({ "worker-long: delivery settled": expect.any(Number) });
});

it("wish 14: an approved restore stops without a write when an item changed since", async () => {
  const { stack, api, three, plan, start, command } = await changedWithCommands();
  const { id, input } = await plan();
  await command("manager", "request-approval", id, "--note", note);
  const { digest } = await api.read("owner", `${plans}/${id}`, planAnswer);
  await command("owner", "approve", id, "--digest", digest ?? "", "--note", note);
  const [changed] = three;
  if (changed === undefined) throw new Error("no policy");
  await changePolicies(stack, [changed], "changed after the approval");

  const started = await start(input);
  const run = await api.ended("manager", "acme", JSON.parse(started.text).run.id);

  expect(run).toMatchObject({
    outcome: "blocked",
    reason: { text: expect.stringContaining("items changed since the plan") },
    failures: expect.arrayContaining([
      expect.objectContaining({ about: expect.objectContaining({ id: changed.policyId }) }),
    ]),
  });
  expect(await api.read("owner", `${plans}/${id}`, planAnswer)).toMatchObject({ state: "world_moved" });
  expect((await start(input)).status).toBe(422);
});
