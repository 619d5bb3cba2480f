import { SendMessageCommand, type SendMessageCommandInput } from "@aws-sdk/client-sqs";
import { expect, it } from "vitest";
import { createWorld, policySync } from "../ledger/world.ts";

/** The input of the message that carries the run of a start in this scope. */
async function sentFor(scope: { readonly workspaceId: string; readonly environmentId: string }) {
  const world = await createWorld();
  const started = await world.start({ ...policySync, scope });
  if (!("run" in started)) throw new Error("the start was refused");
  const inputs = (): SendMessageCommandInput[] =>
    world.sqs.commandCalls(SendMessageCommand).map((call) => call.args[0].input);
  return { world, run: started.run, inputs };
}

it("a message belongs to the group of its environment", async () => {
  const groups = await Promise.all(
    ["acme-prod", "acme-lab"].map(async (environmentId) => {
      const { inputs } = await sentFor({ workspaceId: "acme", environmentId });
      return inputs()[0]?.MessageGroupId;
    }),
  );

  expect(groups).toEqual(["acme#acme-prod", "acme#acme-lab"]);
});

it("a message of work without an environment has a group of its own", async () => {
  const { world, run, inputs } = await sentFor(policySync.scope);

  await world.send({ ...run, environmentId: null }, "short");

  // No environment has this id (`foundation/scope.ts`).
  expect(inputs().at(-1)?.MessageGroupId).toBe("acme#-");
});

it("a group of the longest ids is within what SQS accepts", async () => {
  const longest = "a".repeat(26);
  const { inputs } = await sentFor({ workspaceId: longest, environmentId: longest });

  expect(inputs()[0]?.MessageGroupId).toMatch(/^[\w#-]{1,128}$/);
});

it("a message is delayed only when asked", async () => {
  const { world, run, inputs } = await sentFor(policySync.scope);

  await world.send(run, "long", 30);

  expect(inputs().map(({ DelaySeconds }) => DelaySeconds)).toEqual([undefined, 30]);
});
