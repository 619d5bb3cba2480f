import * as z from "zod";
import { type Tickets, takeAttemptTicket } from "../attempt-ticket.ts";
import type { Work, WorkResult } from "../define-operation.ts";
import { budgetOf, concernsConnection, reserveOf } from "../part.ts";
import type { connectionInput } from "./connection-choice.ts";
import { endWithout, type UsedConnection, withConnection } from "./end-of-reads.ts";
import { findCall, type GraphCallName } from "./graph-calls.ts";
import type { GraphReader, GraphRequest, TokenReader } from "./graph-reading.ts";
import { type DeclaredCalls, type Probed, postureOf } from "./permission-verdicts.ts";
import type { CallBudget, ProviderAnswer, ProviderConnection, ProviderFailure } from "./provider-access.ts";
import { publishReport, type ReportDependencies } from "./publish-report.ts";

interface HandleDependencies extends ReportDependencies, UsedConnection {
  readonly tickets: Tickets;
  readonly provider: GraphReader & TokenReader;
  /** The calls that each operation declares. */
  declaredCalls(): readonly DeclaredCalls[];
}

/** Microsoft Graph's own id, the same in every tenant. */
const graphAppId = "00000003-0000-0000-c000-000000000000";
const probesAtOnce = 4;

const appRoles = z.looseObject({ appRoles: z.array(z.looseObject({ id: z.string(), value: z.string().nullish() })) });
const assignment = z.looseObject({ appRoleId: z.string() });

/**
 * Probes every call that operations declare, and compares the outcome with the permissions in the token and in the
 * directory. A missing permission is a finding; the run is blocked only when no call is permitted at all.
 */
export function handle(work: Work<z.infer<typeof connectionInput>>, needs: HandleDependencies): Promise<WorkResult> {
  return withConnection(work, needs, async (connection) => {
    const { provider, tickets, declaredCalls } = needs;
    const n = await takeAttemptTicket(work, "permission-reports", tickets, { phase: "asking_provider" });
    const budget = budgetOf(work, reserveOf(work));
    const token = await provider.readTokenRoles(connection, budget);
    if (!token.ok) return endWithout([failureOf(token.failure)]);

    const declared = declaredCalls();
    const probes = new Map<GraphCallName, Probed>();
    const failures: ProviderFailure[] = [];
    const probed = [...new Set(declared.flatMap(({ calls }) => calls))].filter(isProbeable).sort();
    for (let from = 0; from < probed.length; from += probesAtOnce) {
      const calls = probed.slice(from, from + probesAtOnce);
      const ask = (call: GraphCallName) => provider.readGraph(connection, { call, isProbe: true }, undefined, budget);
      const answers = await Promise.all(calls.map(ask));
      for (const [index, call] of calls.entries()) {
        const answer = answers[index];
        if (answer === undefined) continue;
        if (answer.ok) probes.set(call, "usable");
        else {
          probes.set(call, answer.failure);
          failures.push(answer.failure);
          if (concernsConnection(answer.failure)) return endWithout([failureOf(answer.failure)]);
        }
      }
      await work.report({ phase: "asking_provider" });
    }
    // Nothing is permitted: every operation is blocked by the same cause.
    if (failures.length === probed.length) return endWithout(failures.map(failureOf));

    const granted = await grantedRoles(connection, provider, budget);
    const posture = postureOf(declared, probes, { token: token.value, granted });
    const undecided = posture.calls.filter(({ verdict }) => verdict === "unknown").length;
    const unanswered = failures.filter(({ reasonCode }) => !decided.has(reasonCode));
    const lacking = posture.operations.filter(({ missing }) => missing.length > 0).length;
    return publishReport(work, connection, new Map(), needs, {
      kind: "permission-reports",
      n,
      content: posture,
      failures: undecided === 0 ? [] : unanswered.map(failureOf),
      summaryCounts: {
        total: posture.calls.length,
        processed: posture.calls.length - undecided,
        findings: posture.missing.length,
        blocked: lacking,
      },
    });
  });
}

/** Refusals that answer the question of the probe. */
const decided: ReadonlySet<string> = new Set(["provider_permission_denied", "provider_not_licensed"]);

/** Whether a call can be tried without an id and without changing anything. */
function isProbeable(call: GraphCallName): boolean {
  const { kind, path } = findCall(call);
  return kind !== "write" && kind !== "lookup" && !path.includes("{");
}

function failureOf({ reasonCode: code, message, permission, status }: ProviderFailure) {
  const about = { ...(permission !== undefined && { permission }), ...(status !== undefined && { status }) };
  return { code, message, ...(Object.keys(about).length > 0 && { about }) };
}

/** The permissions granted to the connection's client in the directory; undefined when that is not readable. */
async function grantedRoles(
  connection: ProviderConnection,
  provider: GraphReader,
  budget: CallBudget,
): Promise<readonly string[] | undefined> {
  const ask = (call: "appRoles" | "grantedAppRoles", client: string): Promise<ProviderAnswer<readonly unknown[]>> =>
    wholeList(connection, { call, ids: { client } }, provider, budget);
  const [roles, grants] = await Promise.all([ask("appRoles", graphAppId), ask("grantedAppRoles", connection.clientId)]);
  if (!roles.ok || !grants.ok) return undefined;
  const known = appRoles.safeParse(roles.value[0]).data?.appRoles ?? [];
  const names = new Map(known.map(({ id, value }) => [id, value] as const));
  return grants.value.flatMap((grant) => {
    const id = assignment.safeParse(grant).data?.appRoleId ?? "";
    return names.get(id) ?? [];
  });
}

const pagesMax = 20;

async function wholeList(
  connection: ProviderConnection,
  request: GraphRequest,
  provider: GraphReader,
  budget: CallBudget,
): Promise<ProviderAnswer<readonly unknown[]>> {
  const items: unknown[] = [];
  let link: string | undefined;
  for (let page = 0; page < pagesMax; page++) {
    const answer = await provider.readGraph(connection, request, link, budget);
    if (!answer.ok) return answer;
    items.push(...answer.value.items);
    link = answer.value.nextLink;
    if (link === undefined) break;
  }
  return { ok: true, value: items };
}
