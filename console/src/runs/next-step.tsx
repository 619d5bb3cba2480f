import Box from "@cloudscape-design/components/box";
import type { RunAnswer } from "../../../shared/contract/runs.ts";
import { AppLink } from "../parts/app-link.tsx";
import { relatedPage, runPage } from "./addresses.ts";

/** The recommended next step of a run as a link, and who can take it when the reader cannot. */
export function NextStep({
  run,
}: {
  readonly run: Pick<RunAnswer, "id" | "workspaceId" | "environmentId" | "nextAction">;
}) {
  const { label, related, who } = run.nextAction;
  return (
    <div>
      <AppLink href={relatedPage(run, related) ?? runPage(run.workspaceId, run.id)}>{label}</AppLink>
      {who !== null && (
        <Box variant="small" color="text-body-secondary">
          {who}
        </Box>
      )}
    </div>
  );
}
