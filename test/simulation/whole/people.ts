import {
  directoryItem,
  environmentItem,
  memberPointerItem,
  membershipItem,
  workspaceItem,
} from "../../../shared/access/items.ts";

/** The users who start, stop and read real operations. */
export const whoWorks = "operator";

/** The workspaces, their environments and their one member, who may do everything. */
export function peopleItems(workspaceIds: readonly string[], environmentIds: readonly string[]) {
  return workspaceIds.flatMap((workspaceId) => [
    workspaceItem(workspaceId, { name: workspaceId }),
    directoryItem(workspaceId),
    ...environmentIds.map((id) => environmentItem(workspaceId, id, { name: id })),
    membershipItem(workspaceId, whoWorks, { role: "owner", environments: "all" }),
    memberPointerItem(workspaceId, whoWorks),
  ]);
}
