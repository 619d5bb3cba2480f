import * as z from "zod";
import { answerOf, type RuntruthClient } from "../../sdk/src/client.ts";
import type { operations } from "../../sdk/src/schema.ts";
import { defineTool, type Tool } from "./tool.ts";

export const workspace = z.string().describe("Id of a workspace, as whoami lists it");
export const run = z.string().describe("Id of a run");

/** Tools that change nothing. */
export const readingTools: readonly Tool[] = [
  defineTool({
    name: "whoami",
    description: "Who the caller is, and the workspaces, environments and capabilities the caller has.",
    input: {},
    effect: "read",
    run: (client) => answerOf(client.GET("/api/me")),
  }),
  defineTool({
    name: "list_operations",
    description: "The operations that exist: what each does, its risk, whether it can be started and with which input.",
    input: {},
    effect: "read",
    run: (client) => answerOf(client.GET("/api/catalog")),
  }),
  defineTool({
    name: "list_environments",
    description: "The environments of a workspace, such as one customer tenant each.",
    input: { workspace },
    effect: "read",
    run: (client, { workspace: ws }) =>
      answerOf(client.GET("/api/workspaces/{ws}/environments", { params: { path: { ws } } })),
  }),
  defineTool({
    name: "needs_attention",
    description: "What needs a decision in a workspace, grouped by cause, the most urgent first. Start here.",
    input: { workspace },
    effect: "read",
    run: (client, { workspace: ws }) =>
      answerOf(client.GET("/api/workspaces/{ws}/operations/causes", { params: { path: { ws } } })),
  }),
  defineTool({
    name: "list_promises",
    description: "What is promised of each environment, worst first: kept, due soon, broken or unknown, and why.",
    input: { workspace },
    effect: "read",
    run: (client, { workspace: ws }) =>
      answerOf(client.GET("/api/workspaces/{ws}/promises/matrix", { params: { path: { ws } } })),
  }),
  defineTool({
    name: "list_alerts",
    description:
      "Alerts of a workspace, newest first, with their cause and what was proven by a close. `watch` says whether rules exist and are evaluated: without, no alert means nothing.",
    input: {
      workspace,
      state: z.enum(["open", "active", "snoozed", "closed"]).default("open"),
      reference: z.string().optional().describe("Only about runs that were started with this reference"),
      cursor: z.string().optional().describe("nextCursor of the previous answer"),
    },
    effect: "read",
    run(client, { workspace: ws, state, reference, cursor }) {
      const asked = {
        ...(reference !== undefined && { externalReference: reference }),
        ...(cursor !== undefined && { cursor }),
      };
      const params = { path: { ws }, query: { state, ...asked } };
      return answerOf(client.GET("/api/workspaces/{ws}/alerts", { params }));
    },
  }),
  defineTool({
    name: "list_schedules",
    description: "Operations that start by themselves, those that need a person first, with their next and last slots.",
    input: { workspace, cursor: z.string().optional().describe("nextCursor of the previous answer") },
    effect: "read",
    run: (client, { workspace: ws, cursor }) =>
      answerOf(
        client.GET("/api/workspaces/{ws}/schedules", {
          params: { path: { ws }, query: cursor === undefined ? {} : { cursor } },
        }),
      ),
  }),
  defineTool({
    name: "list_runs",
    description: "Runs of a workspace, newest first, with filters. Says in nextCursor whether there are more.",
    input: {
      workspace,
      environment: z.string().optional().describe("Only of this environment"),
      type: z.string().optional().describe("Only of this operation, such as policy.sync"),
      outcome: z.enum(["succeeded", "partially_succeeded", "blocked", "failed", "cancelled"]).optional(),
      text: z.string().optional().describe("Words in id, operation, environment, initiator or cause"),
      reference: z.string().optional().describe("Started with this reference, such as a ticket"),
      from: z.iso.datetime().optional().describe("Created at or after this instant"),
      to: z.iso.datetime().optional().describe("Created before this instant"),
      limit: z.int().min(1).max(100).default(20),
      cursor: z.string().optional().describe("nextCursor of the previous answer"),
    },
    effect: "read",
    run: (client, { workspace: ws, environment: environmentId, reference: externalReference, ...rest }) => {
      const query = runQueryOf({ environmentId, externalReference, ...rest });
      return answerOf(client.GET("/api/workspaces/{ws}/operations", { params: { path: { ws }, query } }));
    },
  }),
  defineTool({
    name: "show_run",
    description: "One run: its state and cause, progress, result, history, and the actions the caller may take.",
    input: { workspace, run },
    effect: "read",
    run: (client, { workspace: ws, run: id }) => readRun(client, ws, id),
  }),
  defineTool({
    name: "explain_run",
    description: "Why a run is judged as it is: the facts, the rule, the verdict, and what would change it.",
    input: { workspace, run },
    effect: "read",
    async run(client, { workspace: ws, run: id }) {
      const { headline, cause, reason, nextAction, explanation } = await readRun(client, ws, id);
      return { headline, cause, reason, nextAction, explanation };
    },
  }),
];

type RunQuery = NonNullable<operations["listRuns"]["parameters"]["query"]>;

/** The filters that are given. Names and values are those of the API: others do not compile. */
export function runQueryOf(filters: { readonly [Name in keyof RunQuery]: RunQuery[Name] | undefined }): RunQuery {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}

export function readRun(client: RuntruthClient, ws: string, id: string) {
  return answerOf(client.GET("/api/workspaces/{ws}/operations/{run}", { params: { path: { ws, run: id } } }));
}
