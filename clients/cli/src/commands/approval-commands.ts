import { answerOf, type RuntruthClient } from "../../../sdk/src/client.ts";
import type { operations } from "../../../sdk/src/schema.ts";
import type { Cli, Register } from "../cli.ts";
import { CliError } from "../cli-error.ts";

type Plan = operations["showPlan"]["responses"]["200"]["content"]["application/json"];

interface DecideOptions {
  readonly digest?: string;
  readonly note?: string;
  readonly refuse?: true;
}

/** Plans that another person has to approve. */
export const approvalCommands: Register = (program, cli) => {
  program
    .command("approve")
    .description("list the plans that wait, show one, or approve or refuse it by its digest")
    .argument("[plan]", "the id of a plan; without one, all that wait are listed")
    .option("--digest <digest>", "the digest of the plan that you have reviewed; without it the plan is only shown")
    .option("--note <text>", "why; kept with the plan and in the audit trail")
    .option("--refuse", "refuse the plan, or take an approval back, instead of approving it")
    .action(async (id: string | undefined, { digest, note, refuse }: DecideOptions) => {
      const { client, workspaceId } = await cli.connect();
      const ws = await workspaceId();
      if (id === undefined) {
        if (digest !== undefined || refuse) throw new CliError("Name the plan to decide. List them: runtruth approve");
        return list(cli, client, ws);
      }
      if (digest === undefined) {
        if (refuse) throw new CliError("Give the --digest of the plan that you have reviewed.");
        const plan = await answerOf(client.GET("/api/workspaces/{ws}/plans/{plan}", params(ws, id)));
        return cli.printer().facts(plan, factsOf(plan));
      }
      if (note === undefined) throw new CliError("Say why with --note; it is kept with the plan.");
      const body = { decision: refuse ? ("refuse" as const) : ("approve" as const), digest, note };
      const decided = client.POST("/api/workspaces/{ws}/plans/{plan}/decision", { ...params(ws, id), body });
      print(cli, await answerOf(decided));
    });

  program
    .command("request-approval")
    .description("ask another person to approve a plan; from then on it is executed only with the approval")
    .argument("<plan>", "the id of a plan: that of the run that made it")
    .requiredOption("--note <text>", "what it is for; the other person and the audit trail read it")
    .action(async (id: string, { note }: { readonly note: string }) => {
      const { client, workspaceId } = await cli.connect();
      const at = params(await workspaceId(), id);
      print(cli, await answerOf(client.POST("/api/workspaces/{ws}/plans/{plan}/request", { ...at, body: { note } })));
    });
};

async function list(cli: Cli, client: RuntruthClient, ws: string): Promise<void> {
  const page = await answerOf(client.GET("/api/workspaces/{ws}/plans", { params: { path: { ws } } }));
  if (page.waiting.atLeast) cli.terminal.err("Not all entries were read: there are more plans.");
  cli.printer().list(page, page.items.map(rowOf), "No plan waits for an approval or for its execution.");
}

const params = (ws: string, plan: string) => ({ params: { path: { ws, plan } } });
const print = (cli: Cli, plan: Plan) => cli.printer().facts(plan, factsOf(plan));

/** The facts to decide from, the blast radius first. */
const factsOf = ({ id, environment, typeLabel, stateLabel, headline, blast, request, decision, ...plan }: Plan) => ({
  creates: blast.creates,
  updates: blast.updates,
  deletes: blast.deletes,
  keeps: blast.keeps,
  environment: environment.name,
  operation: typeLabel,
  state: stateLabel,
  headline,
  requestedBy: request?.by.name ?? "",
  reason: request?.note ?? "",
  decidedBy: decision?.by.name ?? "",
  decisionNote: decision?.note ?? "",
  expires: plan.expiresAt ?? "",
  run: plan.executedByRunId ?? "",
  items: `${plan.record.kind}/${plan.record.id}`,
  plan: id,
  digest: plan.digest ?? "",
});

const rowOf = (plan: Plan) => {
  const { id, environment, typeLabel, stateLabel, blast, request, expiresAt } = plan;
  return {
    plan: id,
    environment: environment.name,
    operation: typeLabel,
    state: stateLabel,
    changes: blast.creates + blast.updates + blast.deletes,
    requestedBy: request?.by.name ?? "",
    expires: expiresAt ?? "",
  };
};
