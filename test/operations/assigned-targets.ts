import { filterIdAt } from "../../local/provider/graph/device-management.ts";
import { groupIdAt } from "../../local/provider/graph/groups.ts";

/** Targets of assignments in the wire format of the provider. */
export const groupTarget = (position: number) => ({
  "@odata.type": "#microsoft.graph.groupAssignmentTarget",
  groupId: groupIdAt(position),
});
export const excludedGroupTarget = (position: number) => ({
  "@odata.type": "#microsoft.graph.exclusionGroupAssignmentTarget",
  groupId: groupIdAt(position),
});
export const allDevicesTarget = { "@odata.type": "#microsoft.graph.allDevicesAssignmentTarget" };
export const filtered = (target: object, position = 0) => ({
  ...target,
  deviceAndAppManagementAssignmentFilterId: filterIdAt(position),
  deviceAndAppManagementAssignmentFilterType: "include",
});
