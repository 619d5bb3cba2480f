import type { RemedyKind } from "../run/verdicts.ts";
import type { Actionability } from "./actionability.ts";

/** The remedy that the caller may take for a connection that still stands in the way; undefined when there is none. */
export function deriveRemedy(
  actionability: Pick<Actionability, "blockingConnection" | "reasonCode">,
  { isEnabled }: { readonly isEnabled: boolean },
  can: (capability: string) => boolean,
): RemedyKind | undefined {
  const isInTheWay =
    actionability.blockingConnection !== undefined || actionability.reasonCode === "connection_disabled";
  if (!isInTheWay || !can("tenant.providers.run_ops")) return undefined;
  if (isEnabled) return "check";
  return can("tenant.providers.manage") ? "enable_and_check" : undefined;
}
