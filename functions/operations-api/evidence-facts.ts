import type { Member } from "../../shared/access/member.ts";
import type { Proofs } from "../../shared/derived/actionability.ts";
import type { AnyOperation } from "../../shared/operations/registry.ts";
import { type BundleFacts, bundleFacts } from "../../shared/presenter/bundle/bundle-facts.ts";
import { type LifecycleOverrides, lifecycleOf } from "../../shared/run/lifecycle.ts";
import { type RelatedRef, type Run, runContext } from "../../shared/run/run.ts";
import { contextWithout, mayReadRelated } from "../representations/related.ts";

interface Gathered {
  readonly run: Run;
  readonly proofs: Proofs;
  readonly operation: AnyOperation | undefined;
  readonly overrides: LifecycleOverrides;
  /** The record of the run, if the member may see it. */
  readonly related: RelatedRef | undefined;
}

/** What stands for the id of a record that the reader may not see. The verdict is the same, and names it the same way. */
const hidden = "hidden";

/** The facts of a run for one member: as they are stored, without what this member may not see. */
export function factsFor(member: Member, { run, proofs, operation, overrides, related }: Gathered): BundleFacts {
  const sees = (type: string, id: string) => mayReadRelated(run, { type, id }, member);
  const { usable, connection, successes } = proofs;
  return bundleFacts.parse({
    run: { ...run, context: runContext.parse(contextWithout(run, related)) },
    operation:
      operation === undefined
        ? null
        : {
            actionability: operation.actionability,
            ownership: operation.ownership,
            lifecycle: lifecycleOf(operation, overrides),
            hasAdapter: operation.reconcile !== "unsupported",
            isProvenByRecord: operation.provenBy !== "nothing",
          },
    proofs: {
      successes,
      ...(usable && { usable: sees(usable.type, usable.id) ? usable : { ...usable, id: hidden } }),
      ...(connection && {
        connection: sees("provider_connection", connection.id)
          ? connection
          : { ...connection, id: hidden, displayName: "", baseUrl: "", switched: undefined },
      }),
    },
  });
}
