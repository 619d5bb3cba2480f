import type { Access } from "../../../shared/access/access-store.ts";
import { showRecord } from "../../../shared/contract/workspace-routes.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { RecordReader } from "../../../shared/records/record-reader.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { notFound } from "../../middleware/errors.ts";
import { environmentOr404, need } from "../../middleware/scope-guard.ts";
import { recordAnswerOf } from "../../representations/record.ts";
import { findKind, isRecordId } from "../../representations/record-access.ts";

interface Dependencies {
  readonly access: Access;
  readonly records: RecordReader;
  readonly clock: Clock;
}

/** One stored record of one environment. */
export const showRecordEndpoint = ({ access, records, clock }: Dependencies) =>
  readEndpoint(showRecord, async ({ caller, locale, param }) => {
    const member = await environmentOr404(access, caller, param("ws"), param("env"));
    const found = findKind(param("kind"));
    if (found === undefined) throw notFound();

    const id = param("id");
    const scope = { workspaceId: member.workspace.id, environmentId: member.environment.id };
    const record = isRecordId(id) ? await records.get(scope, found.kind, id) : undefined;
    if (record === undefined) throw notFound();
    need(member, found.capability);
    return { status: 200, body: recordAnswerOf(found.kind, record, locale, clock.now()) };
  });
