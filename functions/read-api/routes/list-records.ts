import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import type { recordPage } from "../../../shared/contract/record-answer.ts";
import { listRecords } from "../../../shared/contract/workspace-routes.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { RecordReader } from "../../../shared/records/record-reader.ts";
import { isNewestFirst } from "../../../shared/run/record-kinds.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { notFound } from "../../middleware/errors.ts";
import { environmentOr404, need } from "../../middleware/scope-guard.ts";
import { recordAnswerOf } from "../../representations/record.ts";
import { findKind } from "../../representations/record-access.ts";
import type { Cursors } from "../cursor.ts";

interface Dependencies {
  readonly access: Access;
  readonly records: RecordReader;
  readonly cursors: Cursors;
  readonly clock: Clock;
}

/** The stored records of one kind in one environment. */
export const listRecordsEndpoint = ({ access, records, cursors, clock }: Dependencies) =>
  readEndpoint(listRecords, async ({ caller, locale, query, param }) => {
    const workspaceId = param("ws");
    const environmentId = param("env");
    const { search } = query;
    const filter = { environmentId, kind: param("kind"), ...(search !== undefined && { search }) };
    const use = { caller: caller.sub, route: listRecords.name, workspaceId, filter };
    const after = await cursors.open(use, query.cursor);

    const member = await environmentOr404(access, caller, workspaceId, environmentId);
    const found = findKind(param("kind"));
    if (found === undefined) throw notFound();
    need(member, found.capability);

    const request = { limit: query.limit, ...(after !== undefined && { after }) };
    const scope = { workspaceId, environmentId };
    const page = await (search === undefined
      ? records.list(scope, found.kind, request)
      : records.search(scope, found.kind, { ...request, text: search }));
    const now = clock.now();
    const body: z.input<typeof recordPage> = {
      items: page.items.map((item) => recordAnswerOf(found.kind, item, locale, now)),
      isNewestFirst: isNewestFirst(found.kind),
      ...(page.total !== undefined && { total: page.total }),
      appliedFilters: search === undefined ? {} : { search },
      nextCursor: await cursors.seal(use, page.nextAfter),
      polling: { intervalSeconds: null },
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });
