import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { createOpenNotices } from "./open-notices.ts";
import type { createPlanApprovals } from "./plan-approvals.ts";
import type { RecordScope } from "./record-store.ts";

/** Requests whose time has passed and that are still listed; their state is derived, so nothing else ends them. */
export function createExpiredNotices(
  target: StoreTarget & { readonly clock: Clock },
  approvals: Pick<ReturnType<typeof createPlanApprovals>, "find" | "unlist">,
) {
  const notices = createOpenNotices(target);
  return {
    /** Takes those of an environment off the list. The condition of the write decides, whatever the index shows. */
    async unlist(scope: RecordScope): Promise<void> {
      const { keys } = await notices.findKeys(scope.workspaceId, [scope.environmentId], "approval");
      const now = target.clock.now().toISOString();
      for (const { sk } of keys) {
        const approval = await approvals.find(scope, sk);
        const until = approval?.state === "requested" ? approval.decideBefore : approval?.executeBefore;
        if (approval !== undefined && until !== undefined && until <= now) await approvals.unlist(scope, approval);
      }
    },
  };
}
export type ExpiredNotices = Pick<ReturnType<typeof createExpiredNotices>, "unlist">;
