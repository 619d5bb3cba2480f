import {
  directoryItem,
  environmentItem,
  memberPointerItem,
  membershipItem,
  workspaceItem,
} from "../../../shared/access/items.ts";

/** The user who starts, stops and reads real operations. */
export const operatorSubject = "operator";

/** The workspaces, their environments and their one member, who has every capability. */
export function peopleItems(workspaceIds: readonly string[], environmentIds: readonly string[]) {
  return workspaceIds.flatMap((workspaceId) => [
    workspaceItem(workspaceId, { name: workspaceId }),
    directoryItem(workspaceId),
    ...environmentIds.map((id) => environmentItem(workspaceId, id, { name: id })),
    membershipItem(workspaceId, operatorSubject, { role: "owner", environments: "all" }),
    memberPointerItem(workspaceId, operatorSubject),
  ]);
}
