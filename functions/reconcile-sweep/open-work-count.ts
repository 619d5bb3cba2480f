import { createPeople } from "../../shared/access/people-store.ts";
import { createReadOpenWork } from "../../shared/actionability/read-open-work.ts";
import { createRunTruths } from "../../shared/actionability/run-truths.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import { createOpenLists } from "../../shared/ledger/open-lists.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import type { RunService } from "../../shared/ledger/run-service.ts";
import type { StoreTarget } from "../../shared/ledger/store.ts";
import { findOperation, operations } from "../../shared/operations/registry.ts";
import type { LifecycleOverrides } from "../../shared/run/lifecycle.ts";
import { createCountOpenWork } from "./count-open-work.ts";

interface Parts extends StoreTarget {
  readonly clock: Clock;
  readonly overrides: LifecycleOverrides;
  readonly queries: RunQueries;
  readonly runService: RunService;
}

/** The count of the open work of all workspaces, with all that it reads. */
export function createOpenWorkCount({ queries, runService, ...parts }: Parts) {
  return createCountOpenWork({
    people: createPeople(parts),
    readOpenWork: createReadOpenWork({ ...parts, openLists: createOpenLists(parts), findOperation, operations }),
    queries,
    truths: createRunTruths({ ...parts, findOperation }),
    runService,
  });
}
