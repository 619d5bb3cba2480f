import { createHash } from "node:crypto";
import * as z from "zod";
import { answerOf, type RuntruthClient } from "../../sdk/src/client.ts";
import { readRun, run, workspace } from "./reading-tools.ts";
import { defineTool, type Tool } from "./tool.ts";

const schedule = z.string().describe("Id of a schedule, as list_schedules lists it");
const note = z.string().min(5).max(500).describe("Why, for the audit trail");

/** Tools that change something, offered only when the server was started with them. */
export const changingTools: readonly Tool[] = [
  defineTool({
    name: "start_operation",
    description:
      "Starts an operation, or returns the active run of the same work. Work that could destroy something is only planned: request_approval asks a person for it, who reviews the plan in the console.",
    input: {
      workspace,
      environment: z.string().describe("Id of the environment"),
      type: z.string().describe("The operation, as list_operations names it"),
      input: z.record(z.string(), z.unknown()).default({}).describe("As the inputSchema of the operation says"),
      reference: z
        .string()
        .max(100)
        .optional()
        .describe("The ticket that this is for; it comes back in answers and events"),
      purpose: z.string().min(5).max(200).describe("Why it is started now; the same purpose never starts it twice"),
    },
    effect: "add",
    async run(client, { workspace: ws, environment, type, input, reference, purpose }) {
      const isPlanned = await hasPlan(client, type);
      const body = {
        type,
        environmentId: environment,
        input: isPlanned ? { ...withoutPlan(input), dryRun: true } : input,
        ...(reference !== undefined && { externalReference: reference }),
      };
      const started = await answerOf(
        client.POST("/api/workspaces/{ws}/operations", {
          params: { path: { ws }, header: { "Idempotency-Key": keyOf(ws, body, purpose) } },
          body,
        }),
      );
      const next =
        "This only made a plan, whose id is that of the run. Once the run has ended, request_approval asks a person to approve it.";
      return isPlanned ? { next, ...started } : started;
    },
  }),
  defineTool({
    name: "run_again",
    description: "Starts the work of an ended run again. Refused for work that needs a plan.",
    input: { workspace, run },
    effect: "addEach",
    async run(client, { workspace: ws, run: id }) {
      const { type } = await readRun(client, ws, id);
      if (await hasPlan(client, type))
        throw new Error(`${type} needs a plan that a person executes. Use start_operation.`);
      return act(client, ws, id, { action: "run_again" });
    },
  }),
  defineTool({
    name: "cancel_run",
    description: "Stops a run: at once while it waits, otherwise at its next step. What it has done stays.",
    input: { workspace, run, note },
    effect: "end",
    run: (client, { workspace: ws, run: id, note: why }) => act(client, ws, id, { action: "cancel", note: why }),
  }),
  defineTool({
    name: "acknowledge_problem",
    description: "Says that the problem of an ended run needs no more attention. It leaves the inbox for everybody.",
    input: { workspace, run, note },
    effect: "end",
    run: (client, { workspace: ws, run: id, note: why }) => act(client, ws, id, { action: "acknowledge", note: why }),
  }),
  defineTool({
    name: "pause_schedule",
    description: "Stops a schedule from starting its work until it is resumed. Its slots are skipped meanwhile.",
    input: { workspace, schedule, note },
    effect: "end",
    run: (client, { workspace: ws, schedule: id, note: why }) =>
      answerOf(
        client.POST("/api/workspaces/{ws}/schedules/{schedule}/pause", {
          ...{ params: { path: { ws, schedule: id } }, body: { note: why } },
        }),
      ),
  }),
  defineTool({
    name: "resume_schedule",
    description: "Lets a paused schedule start its work again, from its next slot on, on behalf of the caller.",
    input: { workspace, schedule, note },
    effect: "add",
    run: (client, { workspace: ws, schedule: id, note: why }) =>
      answerOf(
        client.POST("/api/workspaces/{ws}/schedules/{schedule}/resume", {
          ...{ params: { path: { ws, schedule: id } }, body: { note: why } },
        }),
      ),
  }),
];

/** Whether the operation executes a plan, which is the case when its input can ask for one. */
async function hasPlan(client: RuntruthClient, type: string): Promise<boolean> {
  const { items } = await answerOf(client.GET("/api/catalog"));
  const properties = items.find((known) => known.type === type)?.inputSchema.properties;
  return typeof properties === "object" && properties !== null && "dryRun" in properties;
}

/** The input without what would execute a plan. */
function withoutPlan(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const executing = ["dryRun", "planId", "planDigest", "confirmation", "restoreRunId"];
  return Object.fromEntries(Object.entries(input).filter(([name]) => !executing.includes(name)));
}

/** One key for one purpose, so that an agent that repeats itself starts nothing twice. */
function keyOf(ws: string, body: object, purpose: string): string {
  return createHash("sha256")
    .update(JSON.stringify([ws, body, purpose]))
    .digest("hex");
}

interface Action {
  readonly action: "run_again" | "cancel" | "acknowledge";
  readonly note?: string;
}

function act(client: RuntruthClient, ws: string, id: string, body: Action) {
  return answerOf(
    client.POST("/api/workspaces/{ws}/operations/{run}/actions", { params: { path: { ws, run: id } }, body }),
  );
}
