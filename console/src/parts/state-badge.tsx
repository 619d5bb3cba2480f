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

/** How something stands: a sign and a word, never a colour alone. */
export function StateBadge({ state }: { readonly state: State }) {
  return <StatusIndicator type={signs[state.tone]}>{state.label}</StatusIndicator>;
}
