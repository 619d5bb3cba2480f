import Button from "@cloudscape-design/components/button";
import { Suspense, useState } from "react";
import type { RunAnswer } from "../../../shared/contract/runs.ts";
import { useConnectionCheck } from "../environment/use-connection-check.ts";
import { fetched, NotLoaded } from "../parts/fetched.tsx";

const EnableDialog = fetched(() => import("./enable-dialog.tsx").then((part) => part.EnableDialog), NotLoaded);

interface RemedyButtonProps {
  readonly run: Pick<RunAnswer, "workspaceId" | "environmentId" | "cause">;
}

/** Removes the cause of a problem where its reader may: enables and checks the connection that blocks runs. */
export function RemedyButton({ run: { workspaceId, environmentId, cause } }: RemedyButtonProps) {
  const [isEnabling, setEnabling] = useState(false);
  const check = useConnectionCheck(workspaceId, environmentId ?? "");
  if (cause === null || cause.remedy === null || cause.related === null || environmentId === null) return null;
  const { related, remedy, text } = cause;
  return (
    <>
      <Button
        wrapText={false}
        ariaLabel={`${remedy.label}: ${text}`}
        onClick={() => (remedy.kind === "check" ? check(related.id) : setEnabling(true))}
      >
        {remedy.label}
      </Button>
      {isEnabling && (
        <Suspense fallback={null}>
          <EnableDialog
            ws={workspaceId}
            env={environmentId}
            id={related.id}
            action={remedy}
            onClose={() => setEnabling(false)}
            onEnabled={() => {
              setEnabling(false);
              check(related.id);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
