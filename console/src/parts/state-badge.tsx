import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type * as z from "zod";
import type { state } from "../../../shared/contract/run-truth.ts";

type State = z.infer<typeof state>;

const signs: Record<State["tone"], StatusIndicatorProps.Type> = {
  danger: "error",
  warning: "warning",
  info: "in-progress",
  success: "success",
  neutral: "stopped",
};

/** A state as icon and word, never by colour alone. */
export function StateBadge({ state }: { readonly state: State }) {
  return (
    <StatusIndicator type={signs[state.tone]}>
      <span className="whole-words">{state.label}</span>
    </StatusIndicator>
  );
}
