import Flashbar, { type FlashbarProps } from "@cloudscape-design/components/flashbar";
import { useQueries } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { matchPath } from "react-router";
import type { showRun } from "../../../shared/contract/operation-routes.ts";
import type { RunDetail } from "../../../shared/contract/runs.ts";
import type { Tone } from "../../../shared/run/verdicts.ts";
import { addressOf } from "../api/route-types.ts";
import { useClient } from "../api/use-api.ts";
import { AppLink } from "../parts/app-link.tsx";
import { useLanguage } from "../words/language.tsx";

interface Toast {
  readonly type: FlashbarProps.Type;
  readonly text: string;
  /** Link target and label. */
  readonly href?: string | undefined;
  readonly link?: string;
}

const ToastsContext = createContext<{ say(toast: Toast): void }>({ say: () => undefined });
export const useToasts = () => useContext(ToastsContext);

const shownMax = 3;
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

/**
 * Results of recent actions. Each stays until it is closed, so that there is no time limit for reading; one about a run
 * follows that run.
 */
export function ToastsProvider({ children }: { readonly children: ReactNode }) {
  const { words } = useLanguage();
  const [toasts, setToasts] = useState<readonly (Toast & { readonly id: string })[]>([]);
  const speaking = useMemo(
    () => ({
      say: (toast: Toast) =>
        setToasts((before) => [{ ...toast, id: crypto.randomUUID() }, ...before].slice(0, shownMax)),
    }),
    [],
  );
  const client = useClient();
  const followed = useQueries({
    queries: toasts.map(({ href = "" }) => {
      const { ws = "", run = "" } = matchPath("/w/:ws/operations/:run", href)?.params ?? {};
      const address = addressOf(showRunPath, { ws, run });
      return {
        queryKey: [address],
        queryFn: () => client.read<RunDetail>(address),
        enabled: run !== "",
      };
    }),
  });
  return (
    <ToastsContext value={speaking}>
      <div className="toasts">
        <Flashbar
          items={toasts.map(({ id, type, text, href, link }, index) => ({
            id,
            type: typeOf(followed[index]?.data, type),
            dismissible: true,
            dismissLabel: words.close,
            statusIconAriaLabel:
              words.toastIcons[typeOf(followed[index]?.data, type) === "success" ? "success" : "info"],
            onDismiss: () => setToasts((before) => before.filter((toast) => toast.id !== id)),
            content: (
              <>
                {followed[index]?.data === undefined ? text : `${followed[index].data.state.label}:`}{" "}
                {href !== undefined && (
                  <AppLink href={href} color="inverted">
                    {link}
                  </AppLink>
                )}
              </>
            ),
          }))}
        />
      </div>
      {children}
    </ToastsContext>
  );
}
