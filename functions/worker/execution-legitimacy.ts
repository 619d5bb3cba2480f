import type { createAccess } from "../../shared/access/access-store.ts";
import { isShortenedSubject } from "../../shared/access/bounded-subject.ts";
import type { AnyOperation } from "../../shared/operations/registry.ts";
import type { Risk } from "../../shared/run/risks.ts";
import type { Run } from "../../shared/run/run.ts";
import { isPlatformInitiated } from "../../shared/run/run.ts";

/** Why work must not be done on behalf of its initiator (spec 149). */
export interface Denial {
  readonly reasonCode: "initiator_missing" | "initiator_not_entitled" | "missing_capability";
  /** For people. */
  readonly message: string;
}

export type FindDenial = (
  run: Run,
  operation: Pick<AnyOperation, "risk" | "capability">,
) => Promise<Denial | undefined>;

/** Work that changes or destroys what belongs to others is looked at again right before it is done. */
const isChecked: Record<Risk, boolean> = { read: false, artifact: false, mutation: true, destructive: true };

/**
 * Asks again whether the initiator may do this, at every attempt: hours may lie between an accepted start and
 * its work. What the platform starts itself has no human initiator, which a field says and no
 * subject can. Fails closed for a subject that a run
 * keeps only shortened (more than 64 characters), because it cannot be found again.
 */
export function createFindDenial({
  enterEnvironment,
}: Pick<ReturnType<typeof createAccess>, "enterEnvironment">): FindDenial {
  return async (run, { risk, capability }) => {
    const { initiator, workspaceId, environmentId } = run;
    if (!isChecked[risk] || isPlatformInitiated(run)) return undefined;
    if (initiator.id === "") {
      return { reasonCode: "initiator_missing", message: "It is not known who started this." };
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
