import * as z from "zod";
import { contentHash } from "../provider/content-hash.ts";

/** Whom a policy is assigned to. `other` targets are kept as they are and never written. */
export type TargetKind = "group" | "excluded_group" | "all_devices" | "all_users" | "other";

/** One target of a policy; its filter narrows it to some devices. */
export interface AssignmentTarget {
  readonly kind: TargetKind;
  /** The provider's name of the target's type. */
  readonly type: string;
  readonly groupId?: string | undefined;
  readonly filterId?: string | undefined;
  readonly filterMode?: "include" | "exclude" | undefined;
  /** Only device configurations state one; absent for the usual `apply`. */
  readonly intent?: string | undefined;
}

const types: Readonly<Record<string, TargetKind>> = {
  "#microsoft.graph.groupAssignmentTarget": "group",
  "#microsoft.graph.exclusionGroupAssignmentTarget": "excluded_group",
  "#microsoft.graph.allDevicesAssignmentTarget": "all_devices",
  "#microsoft.graph.allLicensedUsersAssignmentTarget": "all_users",
};
const usualIntent = "apply";
const noGuid = "00000000-0000-0000-0000-000000000000";

const assignment = z.looseObject({
  target: z.looseObject({
    "@odata.type": z.string(),
    groupId: z.string().nullish(),
    deviceAndAppManagementAssignmentFilterId: z.string().nullish(),
    deviceAndAppManagementAssignmentFilterType: z.string().nullish(),
  }),
  intent: z.string().nullish(),
  /** An assignment of a policy set belongs to that set; nothing here writes or compares it. */
  source: z.string().nullish(),
});

/** One assignment as the provider lists it; undefined when it cannot be understood. */
export function targetOf(listed: unknown): AssignmentTarget | "of_policy_set" | undefined {
  const read = assignment.safeParse(listed);
  if (!read.success) return undefined;
  const { target, intent, source } = read.data;
  if (source === "policySets") return "of_policy_set";
  const type = target["@odata.type"];
  const kind = types[type] ?? "other";
  const isOfGroup = kind === "group" || kind === "excluded_group";
  const groupId = target.groupId?.toLowerCase();
  if (isOfGroup && groupId === undefined) return undefined;
  const filterId = target.deviceAndAppManagementAssignmentFilterId?.toLowerCase();
  const mode = target.deviceAndAppManagementAssignmentFilterType;
  const isFiltered = filterId !== undefined && filterId !== "" && filterId !== noGuid;
  const filterMode = mode === "include" || mode === "exclude" ? mode : undefined;
  return {
    kind,
    type,
    ...(isOfGroup && groupId !== undefined && { groupId }),
    ...(isFiltered && filterMode !== undefined && { filterId, filterMode }),
    ...(typeof intent === "string" && intent !== usualIntent && { intent }),
  };
}

/**
 * The targets of a policy, each once and in one order; undefined when one of them cannot be understood. A document
 * without assignments has none.
 */
export function targetsIn(assignments: unknown): readonly AssignmentTarget[] | undefined {
  const listed = z.array(z.unknown()).safeParse(assignments ?? []).data;
  if (listed === undefined) return undefined;
  const read = listed.map(targetOf);
  if (read.includes(undefined)) return undefined;
  const targets = read.filter((target) => target !== undefined && target !== "of_policy_set");
  return sortedTargets(targets);
}

/** Each target once, in one order. */
export function sortedTargets(targets: readonly AssignmentTarget[]): readonly AssignmentTarget[] {
  const byKey = new Map(targets.map((target) => [keyOfTarget(target), target]));
  return [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, target]) => target);
}

/** Equal exactly for equal sets of targets. */
export const hashOfTargets = (targets: readonly AssignmentTarget[]): string =>
  contentHash(sortedTargets(targets).map(keyOfTarget));

/** What distinguishes two targets: who, through which filter, and to what end. */
export const keyOfTarget = ({ type, groupId, filterId, filterMode, intent }: AssignmentTarget): string =>
  [type, groupId ?? "", filterId ?? "", filterMode ?? "", intent ?? ""].join(" ");

/** Whether a set has a target that reaches every device or user, which the other set does not have. */
export function broadensTo(
  wanted: readonly AssignmentTarget[],
  current: readonly AssignmentTarget[],
): readonly ("all_devices" | "all_users")[] {
  const isBroad = ({ kind }: AssignmentTarget) => kind === "all_devices" || kind === "all_users";
  const known = new Set(current.filter(isBroad).map(keyOfTarget));
  const added = wanted.filter((target) => isBroad(target) && !known.has(keyOfTarget(target)));
  return [...new Set(added.map(({ kind }) => (kind === "all_devices" ? "all_devices" : "all_users")))].sort();
}

/** The body of the provider's `assign`, which replaces every assignment of a policy. */
export function assignBody(targets: readonly AssignmentTarget[]) {
  return {
    assignments: sortedTargets(targets).map(({ type, groupId, filterId, filterMode, intent }) => ({
      ...(intent !== undefined && { intent }),
      target: {
        "@odata.type": type,
        ...(groupId !== undefined && { groupId }),
        ...(filterId !== undefined && {
          deviceAndAppManagementAssignmentFilterId: filterId,
          deviceAndAppManagementAssignmentFilterType: filterMode ?? "include",
        }),
      },
    })),
  };
}
