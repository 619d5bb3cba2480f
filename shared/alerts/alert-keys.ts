import type { OpenIssue } from "../actionability/open-work.ts";

const separator = ":";

/** The key of an issue: of its work, or of its run when that stands for itself. Contains no text and no time. */
export function issueKey({ newest }: Pick<OpenIssue, "newest">): string {
  const { work, line, id, environmentId, type, isActive } = newest;
  const [, , correlation = ""] = work?.split("\n") ?? [];
  const isOfWork = work !== undefined && line === work;
  return [isActive ? "overdue" : "run", environmentId ?? "-", type, isOfWork ? correlation : id].join(separator);
}

export const promiseKey = (promiseId: string, environmentId: string) =>
  ["promise", promiseId, environmentId].join(separator);
export const scheduleAlertKey = (scheduleId: string) => ["schedule", scheduleId].join(separator);
export const approvalAlertKey = (planId: string) => ["approval", planId].join(separator);
export const channelAlertKey = (channelId: string) => ["channel", channelId].join(separator);
