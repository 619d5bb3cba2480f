import * as z from "zod";
import { answerOf } from "../../sdk/src/client.ts";
import { workspace } from "./reading-tools.ts";
import { defineTool } from "./tool.ts";

const plan = z.string().describe("Id of the plan: that of the run that made it");

/** Plans that wait for a person. */
export const waitingPlans = defineTool({
  name: "waiting_plans",
  description: "Plans that wait for an approval by another person, or that are approved and not executed yet.",
  input: { workspace },
  effect: "read",
  run: (client, { workspace: ws }) => answerOf(client.GET("/api/workspaces/{ws}/plans", { params: { path: { ws } } })),
});

/** The last step that an agent can take: a person decides about the plan and executes it. */
export const requestApproval = defineTool({
  name: "request_approval",
  description:
    "Asks another person to approve a plan that start_operation made, once its run has ended. A person decides; this server approves and executes nothing.",
  input: { workspace, plan, note: z.string().min(5).max(500).describe("What the change is for") },
  effect: "add",
  async run(client, { workspace: ws, plan: id, note }) {
    const params = { path: { ws, plan: id } };
    const requested = await answerOf(
      client.POST("/api/workspaces/{ws}/plans/{plan}/request", { params, body: { note } }),
    );
    return { next: "Requested. Another person approves or refuses it in the console.", ...requested };
  },
});
