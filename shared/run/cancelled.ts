import { cancelUnconfirmedCode, type Run } from "./run.ts";

const cancelReasons: ReadonlySet<string | undefined> = new Set([
  "run.cancelled_by_operator",
  "run.cancelled_by_platform",
]);

/** Whether a reason code says that a person cancelled the run. */
export const isCancelReason = (reasonCode: string | undefined): boolean => cancelReasons.has(reasonCode);

/** Whether a person cancelled the run; its stored outcome is `failed`. */
export const isCancelled = ({ status, endedBy }: Pick<Run, "status" | "endedBy">): boolean =>
  status === "completed" && isCancelReason(endedBy?.reasonCode);

/** Whether it is not confirmed that the work of a cancelled run stopped. */
export const isUnconfirmed = ({ failures }: { readonly failures: readonly { readonly code: string }[] }): boolean =>
  failures.some(({ code }) => code === cancelUnconfirmedCode);
