import { personsIn, pseudonymsOf, replaced } from "../../shared/operations/reviews/pack-persons.ts";
import type { BundleFacts } from "../../shared/presenter/bundle/bundle-facts.ts";
import { type AuditEntry, auditEntry } from "../../shared/run/audit-entry.ts";
import { runContext, systemInitiator } from "../../shared/run/run.ts";

/** What names persons in the evidence of a run. */
interface Named {
  readonly facts: BundleFacts;
  readonly audit: readonly AuditEntry[];
}

/** Numbers the persons within one bundle. What people wrote is kept as it is. */
export function withoutPersons(workspaceId: string, { facts, audit }: Named): Named {
  const { run, proofs } = facts;
  const { connection } = proofs;
  const persons = [
    ...(run.initiator.kind === systemInitiator.kind ? [] : [run.initiator.id]),
    ...[run.acknowledged?.by, run.investigated?.by, run.cancelRequested?.by, run.endedBy?.actor],
    connection?.switched?.by,
    ...audit.map(({ actor }) => actor.id),
    ...personsIn([run.context, audit.map(({ metadata }) => metadata)]),
  ].filter((id) => id !== undefined);
  const names = pseudonymsOf(workspaceId, persons);
  const named = (id: string) => names.get(id) ?? id;
  const by = <Noted extends { readonly by: string }>(noted: Noted): Noted => ({ ...noted, by: named(noted.by) });
  return {
    facts: {
      ...facts,
      run: {
        ...run,
        initiator: {
          ...run.initiator,
          id: named(run.initiator.id),
          // The name of a schedule, or of the platform, is no person's.
          ...(run.initiator.kind === undefined && { name: named(run.initiator.id) }),
        },
        context: runContext.parse(replaced(run.context, names)),
        ...(run.acknowledged && { acknowledged: by(run.acknowledged) }),
        ...(run.investigated && { investigated: by(run.investigated) }),
        ...(run.cancelRequested && { cancelRequested: by(run.cancelRequested) }),
        ...(run.endedBy && {
          endedBy: { ...run.endedBy, ...(run.endedBy.actor !== undefined && { actor: named(run.endedBy.actor) }) },
        }),
      },
      proofs: {
        ...proofs,
        ...(connection && {
          connection: { ...connection, ...(connection.switched && { switched: by(connection.switched) }) },
        }),
      },
    },
    audit: audit.map((entry) => ({ ...entry, ...withActor(entry), metadata: metadataOf(entry, names) })),
  };

  function withActor({ actor }: AuditEntry): Pick<AuditEntry, "actor"> {
    if (actor.id === undefined) return { actor };
    const id = named(actor.id);
    return { actor: { ...actor, id, ...(actor.type !== "scheduled" && { label: id }) } };
  }
}

type Names = ReadonlyMap<string, string>;
const metadataOf = ({ metadata }: AuditEntry, names: Names) =>
  auditEntry.shape.metadata.parse(replaced(metadata, names));
