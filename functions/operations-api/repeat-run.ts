import type { Access } from "../../shared/access/access-store.ts";
import type { createStarter } from "../../shared/dispatch/start-run.ts";
import { ProblemError } from "../../shared/errors.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import { findOperation, type PrepareNeeds } from "../../shared/operations/registry.ts";
import { type LifecycleOverrides, lifecycleOf } from "../../shared/run/lifecycle.ts";
import type { Initiator, Run } from "../../shared/run/run.ts";
import type { AuditEntries } from "../middleware/audit-entries.ts";
import { hrefOf } from "../middleware/run-answer.ts";
import { systemHrefOf } from "../middleware/system-run-answer.ts";

interface Parts {
  readonly access: Pick<Access, "isArchived">;
  readonly start: ReturnType<typeof createStarter>;
  readonly queries: Pick<RunQueries, "getInput">;
  readonly prepareNeeds: PrepareNeeds;
  readonly overrides: LifecycleOverrides;
  readonly auditEntries: Pick<AuditEntries, "repeated">;
}

/** `queued`: a new run that names the one it repeats. `already_running`: that very work is under way. */
export interface Repeated {
  readonly result: "queued" | "already_running";
  readonly run: Run;
}

/**
 * Does the work of an ended run once more as a new run, by the way of every start: prepared again from the input that
 * is stored, since what it named may be gone. Throws `action_not_available` where that is so. Whoever meets the new
 * run writes down who asked for it; what it came to is told by its end.
 */
export function createRepeatRun({ access, start, queries, prepareNeeds, overrides, auditEntries }: Parts) {
  return async function repeatRun(run: Run, initiator: Initiator, plane?: "platform"): Promise<Repeated> {
    const operation = findOperation(run.type);
    const { workspaceId, environmentId } = run;
    if (operation === undefined || operation.start === "not_startable" || environmentId === null) {
      throw notAvailable("This type of operation cannot be started again.");
    }
    if (await access.isArchived(workspaceId, environmentId)) throw notAvailable("The environment is archived.");
    const input = operation.input.safeParse(await queries.getInput(run));
    if (!input.success) throw notAvailable("What it was started with is not valid any more.");
    const scope = { workspaceId, environmentId };
    const prepared = await operation.start.prepare({ input: input.data, scope }, prepareNeeds);
    if (prepared.kind === "refuse") throw notAvailable("Something it was started with is not there any more.");
    if (prepared.kind === "answer") throw notAvailable("What it would make is there already.");

    const lifecycle = lifecycleOf(operation, overrides);
    const asRepetition = { repeats: run.id, ...(plane && { repeatPlane: plane }) };
    const answer = await start({ operation, lifecycle, scope, initiator, prepared, ...asRepetition });
    // Whoever asks on the platform plane need not be a member of the workspace.
    const hrefFor = (id: string) => (plane === "platform" ? systemHrefOf(id) : hrefOf(workspaceId, id));
    if (answer.result === "line_busy") throw lineBusy(answer.runId, hrefFor(answer.runId));
    if (!("run" in answer) || answer.result === "replayed") {
      throw new Error(`repeat: a start without a key was ${answer.result}`);
    }
    await auditEntries.repeated(answer.run);
    if (answer.result !== "dispatch_failed") return { ...answer, result: answer.result };
    const { id } = answer.run;
    throw new ProblemError("queue.dispatch_failed", {
      detail: "The new run has ended as failed and will not be worked on. Try again.",
      run: { id, href: hrefFor(id) },
    });
  };
}
export type RepeatRun = ReturnType<typeof createRepeatRun>;

/** The refusal of a start while other work on the same record is under way. */
export function lineBusy(id: string, href: string): ProblemError {
  const detail = "Another run works on the same record with other input. Wait until it has ended, then start again.";
  return new ProblemError("line_busy", { detail, run: { id, href } });
}

/** The refusal of an action that a run does not offer now. */
export function notAvailable(detail: string): ProblemError {
  return new ProblemError("action_not_available", { detail });
}
