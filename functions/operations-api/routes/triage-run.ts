import type * as z from "zod";
import type { People } from "../../../shared/access/people-store.ts";
import type { RunTruths } from "../../../shared/actionability/run-truths.ts";
import type { triageRequest } from "../../../shared/contract/actions.ts";
import type { triageAnswered } from "../../../shared/contract/system.ts";
import { triageRun } from "../../../shared/contract/system-routes.ts";
import { deriveTriage } from "../../../shared/derived/triage.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import { isId } from "../../../shared/foundation/ids.ts";
import type { RunAnnotations } from "../../../shared/ledger/run-annotations.ts";
import type { RunQueries } from "../../../shared/ledger/run-queries.ts";
import { findOperation } from "../../../shared/operations/registry.ts";
import type { Run } from "../../../shared/run/run.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { type Caller, initiatorOf } from "../../middleware/caller.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";
import { notFound } from "../../middleware/errors.ts";
import { needPlatform, platformOr404 } from "../../middleware/platform-guard.ts";
import { systemRunDetailOf } from "../../representations/system-run.ts";
import { notOffered, type RepeatRun } from "../repeat-run.ts";
import { annotationOf, auditedRun, isSameAnnotation, noteOr422 } from "../run-annotation.ts";
import { findEarlierStop, type StopRun } from "../stop-run.ts";

interface Dependencies {
  readonly people: Pick<People, "findPlatform" | "findArchived" | "findWorkspaceNames">;
  readonly queries: Pick<RunQueries, "getRun">;
  readonly truths: Pick<RunTruths, "evaluate">;
  readonly runAnnotations: Pick<RunAnnotations, "markInvestigated">;
  readonly stopRun: StopRun;
  readonly repeatRun: RepeatRun;
  readonly auditEntries: Pick<AuditEntries, "partOf">;
  readonly clock: Clock;
}

interface Done {
  readonly result: z.infer<typeof triageAnswered>["result"];
  readonly run: Run;
}
type Request = z.infer<typeof triageRequest>;

/** The platform plane's actions on a run of any workspace. Each is audited in that workspace. */
export const triageRunEndpoint = (parts: Dependencies) =>
  writeEndpoint(triageRun, async ({ caller, locale, param, body }) => {
    const { people, queries, truths } = parts;
    const capabilities = await platformOr404(people, caller);
    const runId = param("run");
    const run = isId(runId) ? await queries.getRun(runId) : undefined;
    if (run === undefined) throw notFound();
    needPlatform(capabilities, triageRun.capability);
    if (body.action === "mark_investigated") noteOr422(body.note);

    const [archived, names] = await Promise.all([
      people.findArchived(run.workspaceId),
      people.findWorkspaceNames([run.workspaceId]),
    ]);
    const isArchived = archived.includes(run.environmentId ?? "");
    if (!isDone(run, body, caller)) {
      const truth = await truths.evaluate(run);
      const offered = deriveTriage({ run, truth, operation: findOperation(run.type), isArchived });
      if (!offered.includes(body.action)) throw notOffered();
    }
    const done = await act(parts, caller, run, body);
    const answer: z.input<typeof triageAnswered> = {
      result: done.result,
      run: systemRunDetailOf(
        {
          run: done.run,
          truth: await truths.evaluate(done.run),
          isArchived,
          workspaceName: names.get(run.workspaceId),
        },
        capabilities,
        locale,
      ),
    };
    return { status: 200, body: answer };
  });

/** Whether the same request by the same caller was already carried out. */
function isDone(run: Run, { action, note }: Request, caller: Caller): boolean {
  if (action === "cancel") return findEarlierStop(run, caller, "platform") !== undefined;
  return action === "mark_investigated" && isSameAnnotation(run.investigated, caller, note);
}

async function act(parts: Dependencies, caller: Caller, run: Run, { action, note }: Request): Promise<Done> {
  switch (action) {
    case "retry": {
      const again = await parts.repeatRun(run, initiatorOf(caller), { plane: "platform" });
      return { result: again.result === "queued" ? "retried" : again.result, run: again.run };
    }
    case "cancel":
      return parts.stopRun(run, caller, "platform");
    case "mark_investigated": {
      if (isSameAnnotation(run.investigated, caller, note)) return { result: "marked", run };
      const annotation = annotationOf(caller, note, parts.clock);
      const write = await parts.runAnnotations.markInvestigated(run, annotation, () =>
        parts.auditEntries.partOf(caller, {
          ...auditedRun(run),
          action: "operation_run.triage.investigated",
          metadata: { type: run.type, plane: "platform", note: annotation.note },
        }),
      );
      if (write.outcome === "refused") throw notOffered();
      return { result: "marked", run: write.run };
    }
    default:
      return action satisfies never;
  }
}
