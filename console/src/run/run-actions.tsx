import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { actOnRun, reconcileRun } from "../../../shared/contract/operation-routes.ts";
import type { RunDetail } from "../../../shared/contract/runs.ts";
import { useWrite } from "../api/use-api.ts";
import { relatedPage, runPage } from "../runs/addresses.ts";
import { useToasts } from "../shell/toasts.tsx";
import { useLanguage } from "../words/language.tsx";
import { ConfirmDialog } from "./confirm-dialog.tsx";

type Action = RunDetail["actions"][number];

/** The actions available to the reader; each states its consequence first. */
export function RunActions({ run }: { readonly run: RunDetail }) {
  const { words } = useLanguage();
  const [chosen, setChosen] = useState<Action>();
  const navigate = useNavigate();
  const toasts = useToasts();
  const act = useWrite<typeof actOnRun>("POST", "/api/workspaces/{ws}/operations/{run}/actions");
  const reconcile = useWrite<typeof reconcileRun>("POST", "/api/workspaces/{ws}/operations/{run}/reconcile");
  const parameters = { ws: run.workspaceId, run: run.id };
  const close = () => {
    setChosen(undefined);
    act.reset();
    reconcile.reset();
  };

  const carryOut = (chosenAction: Action, note: string | undefined) => {
    const { action } = chosenAction;
    if (action === "open_artifact") return;
    if (action === "reconcile") {
      reconcile.mutate(
        {
          parameters,
          onAnswered: ({ result }) => toasts.say({ type: "info", text: words.run.reconcileResults[result] }),
        },
        { onSuccess: close },
      );
      return;
    }
    const body = { action, ...(note !== undefined && { note }) };
    act.mutate(
      {
        parameters,
        body,
        onAnswered({ result, run: answered }) {
          const href = answered.id === run.id ? undefined : runPage(answered.workspaceId, answered.id);
          toasts.say({
            type: "success",
            text: words.run.actionResults[result],
            href,
            link: answered.label,
            isRunState: result === "queued",
          });
        },
      },
      {
        onSuccess: close,
        // The dialog shows the error and offers the action again.
        onError: () => setChosen(chosenAction),
      },
    );
  };
  const press = (action: Action) => {
    const href = action.action === "open_artifact" ? relatedPage(run, run.related) : undefined;
    if (href !== undefined) navigate(href);
    // Only work that changes no managed environment can be repeated, so there is nothing to confirm.
    else if (action.action === "run_again") carryOut(action, undefined);
    else setChosen(action);
  };

  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        {run.actions.map((action) => (
          <Button
            key={action.action}
            variant={action.isPrimary ? "primary" : "normal"}
            disabled={act.isPending || reconcile.isPending}
            onClick={() => press(action)}
          >
            {action.label}
          </Button>
        ))}
      </SpaceBetween>
      {chosen !== undefined && (
        <ConfirmDialog
          action={chosen}
          isPending={act.isPending || reconcile.isPending}
          error={act.error ?? reconcile.error}
          onClose={close}
          onConfirm={(note) => carryOut(chosen, note)}
        />
      )}
    </>
  );
}
