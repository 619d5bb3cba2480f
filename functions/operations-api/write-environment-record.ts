import type * as z from "zod";
import type { Access } from "../../shared/access/access-store.ts";
import type { RecordKind } from "../../shared/contract/records.ts";
import type { Route } from "../../shared/contract/route.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { RecordScope } from "../../shared/records/record-store.ts";
import type { AuditEntries } from "../middleware/audit-entries.ts";
import { initiatorOf } from "../middleware/caller.ts";
import { type Endpoint, writeEndpoint } from "../middleware/endpoint.ts";
import { environmentOr404, need } from "../middleware/scope-guard.ts";
import { recordAnswerOf } from "../representations/record.ts";
import { scopeIdOr422 } from "./scope-id.ts";

export interface WriteRecordDependencies {
  readonly access: Access;
  readonly auditEntries: AuditEntries;
  readonly clock: Clock;
}

/** A record to create or replace under the id of its path. */
export interface WrittenRecord<Body> {
  readonly scope: RecordScope;
  readonly id: string;
  readonly body: Body;
  readonly userId: string;
}
type AuditPart = ReturnType<AuditEntries["partOf"]>;

interface RecordWrite<Body> {
  readonly kind: RecordKind;
  /** Named in the audit trail, in its action, too. */
  readonly resourceType: "backup_schedule" | "baseline_profile";
  /** Writes the record together with its audit entry; throws the problem to answer with. */
  write(wanted: WrittenRecord<Body>, entryOf: (metadata: Metadata) => AuditPart): Promise<object>;
}
type Metadata = Readonly<Record<string, string | number | boolean>>;

/** A route that writes a whole record of an environment under the id of its path. */
export const writeRecordEndpoint = <Body>(
  route: Route & { readonly body: z.ZodType<Body>; readonly capability: string },
  { access, auditEntries, clock }: WriteRecordDependencies,
  { kind, resourceType, write }: RecordWrite<Body>,
): Endpoint =>
  writeEndpoint(route, async ({ caller, locale, param, body }) => {
    const member = await environmentOr404(access, caller, param("ws"), param("env"));
    need(member, route.capability);
    const scope = { workspaceId: member.workspace.id, environmentId: member.environment.id };
    const id = scopeIdOr422("id", param("id"));
    const entryOf = (metadata: Metadata) =>
      auditEntries.partOf(caller, {
        ...scope,
        action: `${resourceType}.written`,
        resourceType,
        resourceId: id,
        metadata,
      });
    const written = await write({ scope, id, body, userId: initiatorOf(caller).id }, entryOf);
    return { status: 200, body: recordAnswerOf(kind, written, locale, clock.now()) };
  });
