import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { snoozeAlert } from "../../../shared/contract/alert-routes.ts";
import type { AlertAnswer } from "../../../shared/contract/alerts.ts";
import { useWrite } from "../api/use-api.ts";
import { ConfirmDialog } from "../run/confirm-dialog.tsx";
import { useWorkspace } from "../shell/me.tsx";
import { useAlertWords } from "./alert-words.ts";
import { SnoozeDialog } from "./snooze-dialog.tsx";

interface SnoozeActionsProps {
  readonly ws: string;
  readonly alert: AlertAnswer;
  /** In a row of a list, where the alert is named for assistive technology. */
  readonly isInline?: boolean;
}

/** Whether the reader may snooze an alert, which must be open. */
export function useMaySnooze(ws: string): (alert: AlertAnswer) => boolean {
  const { can } = useWorkspace(ws);
  return ({ status }) => status === "open" && can("tenant.alerts.snooze");
}

/** Snoozes an open alert, changes its snooze or ends it. Nothing for a closed one or a reader who may not. */
export function SnoozeActions({ ws, alert, isInline = false }: SnoozeActionsProps) {
  const { words } = useAlertWords();
  const [chosen, setChosen] = useState<"snooze" | "unsnooze">();
  const write = useWrite<typeof snoozeAlert>("PUT", "/api/workspaces/{ws}/alerts/{alert}/snooze");
  const maySnooze = useMaySnooze(ws);
  if (!maySnooze(alert)) return null;
  const close = () => {
    setChosen(undefined);
    write.reset();
  };
  const button = (action: "snooze" | "unsnooze", label: string) => (
    <Button
      variant={isInline ? "inline-link" : "normal"}
      {...(isInline && { ariaLabel: `${label}: ${alert.title}` })}
      onClick={() => setChosen(action)}
    >
      {label}
    </Button>
  );
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        {button("snooze", alert.snooze === null ? words.alert.snooze : words.alert.changeSnooze)}
        {alert.snooze !== null && button("unsnooze", words.alert.unsnooze)}
      </SpaceBetween>
      {chosen === "snooze" && <SnoozeDialog ws={ws} alert={alert} onClose={close} />}
      {chosen === "unsnooze" && (
        <ConfirmDialog
          about={alert.title}
          action={{ label: words.alert.unsnooze, consequence: words.alert.unsnoozeMeans, requiresNote: true }}
          noteMeans={words.alert.noteMeans}
          isPending={write.isPending}
          error={write.error}
          onClose={close}
          onConfirm={(reason = "") =>
            write.mutate(
              // An instant that has passed ends it: the opening is one by the clock of the API.
              { parameters: { ws, alert: alert.key }, body: { seq: alert.seq, until: alert.openedAt, reason } },
              { onSuccess: close },
            )
          }
        />
      )}
    </>
  );
}
