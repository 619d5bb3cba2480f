import * as z from "zod";
import { batchGet } from "../ledger/batch-get.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { createOpenNotices } from "./open-notices.ts";
import { type PlanApproval, planApproval } from "./plan-approvals.ts";

const stored = z.looseObject({ record: planApproval });

/** The approvals that are listed as open work. Some may have expired since: their state is derived. */
export function createListedApprovals(target: StoreTarget) {
  const notices = createOpenNotices(target);
  return {
    /**
     * Those of a workspace, or of some of its environments, as many as `itemsMax`; `isWhole` is false when not all of them
     * were read.
     */
    async find(
      workspaceId: string,
      environments: "all" | readonly string[],
      itemsMax = Number.POSITIVE_INFINITY,
    ): Promise<{ readonly approvals: readonly PlanApproval[]; readonly isWhole: boolean }> {
      const { keys, isWhole } = await notices.findKeys(workspaceId, environments, "approval");
      const items = await batchGet({ ...target, isConsistent: false }, keys.slice(0, itemsMax));
      const approvals = items.map((item) => stored.parse(item).record);
      return { approvals, isWhole: isWhole && keys.length <= itemsMax };
    },
  };
}
export type ListedApprovals = ReturnType<typeof createListedApprovals>;
