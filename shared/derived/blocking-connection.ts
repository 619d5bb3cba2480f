import type { Run } from "../run/run.ts";
import { isProblem } from "../run/status.ts";

/**
 * Whether a connection problem that needs an administrator blocked the run. A provider that throttled for hours is none:
 * the run is started again later.
 */
export function isStoppedByConnection({ outcome, endedBy }: Pick<Run, "outcome" | "endedBy">): boolean {
  const reasonCode = endedBy?.reasonCode;
  return outcome === "blocked" && reasonCode?.startsWith("provider_") === true && reasonCode !== "provider_throttled";
}

/** Whether the provider, or the way to it, ended the run as a problem: its connection says where that is. */
export function concernsConnection({ outcome, endedBy }: Pick<Run, "outcome" | "endedBy">): boolean {
  return isProblem(outcome) && endedBy?.reasonCode?.startsWith("provider_") === true;
}

interface ConnectionState {
  readonly isEnabled: boolean;
  readonly consentStatus: string;
  readonly verificationStatus: string;
}

export const isInOrder = ({ isEnabled, consentStatus, verificationStatus }: ConnectionState): boolean =>
  isEnabled && consentStatus === "granted" && verificationStatus === "healthy";

/** Only being disabled was in the way, so that no instants are compared: it is enabled now, and in order. */
export const isEnabledAgain = (connection: ConnectionState, { endedBy }: Pick<Run, "endedBy">): boolean =>
  endedBy?.reasonCode === "provider_connection_disabled" && isInOrder(connection);

/** The connection that blocked a run, as it is now; undefined when something else ended the run. */
export function blockingConnectionOf<Connection>(
  run: Pick<Run, "outcome" | "endedBy">,
  { connection }: { readonly connection?: Connection | undefined },
): Connection | undefined {
  return isStoppedByConnection(run) ? connection : undefined;
}
