import type { createAccess } from "../../shared/access/access-store.ts";
import { isShortenedSubject } from "../../shared/access/bounded-subject.ts";
import type { AnyOperation } from "../../shared/operations/registry.ts";
import type { Risk } from "../../shared/run/risks.ts";
import type { Run } from "../../shared/run/run.ts";
import { isPlatformInitiated } from "../../shared/run/run.ts";

/** Why a run must not execute on behalf of its initiator (spec 149). */
export interface Denial {
  readonly reasonCode: "initiator_missing" | "initiator_not_entitled" | "missing_capability";
  /** Shown to users. */
  readonly message: string;
}

export type FindDenial = (
  run: Run,
  operation: Pick<AnyOperation, "risk" | "capability">,
) => Promise<Denial | undefined>;

/** Work that changes or destroys shared data is authorized again immediately before it executes. */
const isChecked: Record<Risk, boolean> = { read: false, artifact: false, mutation: true, destructive: true };

/**
 * Checks the initiator's authorization again at every attempt, because hours may pass between the accepted start and
 * the work. Runs started by the platform have no human initiator; a field marks them, never the subject. Fails closed
 * for a subject that the run stores shortened (more than 64 characters), because it cannot be looked up.
 */
export function createFindDenial({
  enterEnvironment,
}: Pick<ReturnType<typeof createAccess>, "enterEnvironment">): FindDenial {
  return async (run, { risk, capability }) => {
    const { initiator, workspaceId, environmentId } = run;
    if (!isChecked[risk] || isPlatformInitiated(run)) return undefined;
    if (initiator.id === "") {
      return { reasonCode: "initiator_missing", message: "The initiator is not recorded." };
    }
    const member =
      environmentId === null || isShortenedSubject(initiator.id)
        ? undefined
        : await enterEnvironment(initiator.id, workspaceId, environmentId);
    if (member === undefined) {
      const message = "The initiator no longer has access to the environment.";
      return { reasonCode: "initiator_not_entitled", message };
    }
    if (!member.can(capability)) {
      return { reasonCode: "missing_capability", message: "The initiator no longer has the required permission." };
    }
    return undefined;
  };
}
