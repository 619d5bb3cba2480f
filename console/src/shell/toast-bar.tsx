import Flashbar, { type FlashbarProps } from "@cloudscape-design/components/flashbar";
import { useQueries } from "@tanstack/react-query";
import { matchPath } from "react-router";
import type { showRun } from "../../../shared/contract/operation-routes.ts";
import type { RunDetail } from "../../../shared/contract/runs.ts";
import type { Tone } from "../../../shared/run/verdicts.ts";
import { addressOf } from "../api/route-types.ts";
import { useClient } from "../api/use-api.ts";
import { AppLink } from "../parts/app-link.tsx";
import { useLanguage } from "../words/language.tsx";
import type { ShownToast } from "./toast.ts";

const showRunPath: (typeof showRun)["path"] = "/api/workspaces/{ws}/operations/{run}";

const types: Record<Tone, FlashbarProps.Type> = {
  danger: "error",
  warning: "warning",
  info: "info",
  success: "success",
  neutral: "info",
};

/** A toast about a run has the colour of what the run is now, not of what it was when the toast appeared. */
const typeOf = (run: RunDetail | undefined, own: FlashbarProps.Type) =>
  run === undefined ? own : types[run.state.tone];

interface ToastBarProps {
  readonly toasts: readonly ShownToast[];
  onDismiss(id: string): void;
}

/** The toasts, each with a button that closes it; one about a run follows that run. */
export function ToastBar({ toasts, onDismiss }: ToastBarProps) {
  const { words } = useLanguage();
  const client = useClient();
  const followed = useQueries({
    queries: toasts.map(({ href = "" }) => {
      const { ws = "", run = "" } = matchPath("/w/:ws/operations/:run", href)?.params ?? {};
      const address = addressOf(showRunPath, { ws, run });
      return {
        queryKey: [address],
        queryFn: () => client.read<typeof showRun>(showRunPath, { ws, run }),
        enabled: run !== "",
      };
    }),
  });
  return (
    <Flashbar
      items={toasts.map(({ id, type, text, href, link, isRunState = false }, index) => ({
        id,
        type: typeOf(followed[index]?.data, type),
        dismissible: true,
        dismissLabel: words.close,
        statusIconAriaLabel: words.toastIcons[typeOf(followed[index]?.data, type) === "success" ? "success" : "info"],
        onDismiss: () => onDismiss(id),
        content: (
          <>
            {isRunState && followed[index]?.data !== undefined ? `${followed[index].data.state.label}:` : text}{" "}
            {href !== undefined && (
              <AppLink href={href} color="inverted">
                {link}
              </AppLink>
            )}
            {!isRunState && followed[index]?.data !== undefined && ` (${followed[index].data.state.label})`}
          </>
        ),
      }))}
    />
  );
}
