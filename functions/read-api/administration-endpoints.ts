import type { Access } from "../../shared/access/access-store.ts";
import type { People } from "../../shared/access/people-store.ts";
import type { RunTruths } from "../../shared/actionability/run-truths.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { RunLists } from "../../shared/ledger/run-lists.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import type { StoreTarget } from "../../shared/ledger/store.ts";
import { createAudit } from "../../shared/records/audit.ts";
import type { Promises } from "../../shared/records/promises.ts";
import type { Endpoint } from "../middleware/endpoint.ts";
import type { Cursors } from "./cursor.ts";
import { listAuditEndpoint } from "./routes/list-audit.ts";
import { listMembersEndpoint } from "./routes/list-members.ts";
import { listPermissionsEndpoint } from "./routes/list-permissions.ts";
import { listPromisesEndpoint } from "./routes/list-promises.ts";
import { listSystemRunsEndpoint } from "./routes/list-system-runs.ts";
import { showSystemRunEndpoint } from "./routes/show-system-run.ts";
import type { RunReader } from "./run-reader.ts";

interface Dependencies {
  readonly target: StoreTarget & { readonly clock: Clock };
  readonly access: Access;
  readonly people: People;
  readonly promises: Promises;
  readonly cursors: Cursors;
  readonly lists: RunLists;
  readonly reader: RunReader;
  readonly queries: RunQueries;
  readonly truths: RunTruths;
}

/** The routes for those who set up a workspace, audit it, or operate the platform. */
export function administrationEndpoints(parts: Dependencies): Endpoint[] {
  const { target, access, people, promises, cursors, lists, reader, queries, truths } = parts;
  const { clock } = target;
  return [
    listPromisesEndpoint({ access, promises, clock }),
    listPermissionsEndpoint({ access, people }),
    listMembersEndpoint({ access, people, clock }),
    listAuditEndpoint({ access, audit: createAudit(target), cursors, clock }),
    listSystemRunsEndpoint({ people, lists, reader, cursors, clock }),
    showSystemRunEndpoint({ people, queries, truths }),
  ];
}
