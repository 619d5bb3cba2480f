import Box from "@cloudscape-design/components/box";
import type { RunAnswer } from "../../../shared/contract/runs.ts";
import { AppLink } from "../parts/app-link.tsx";
import { relatedPage, runPage } from "./addresses.ts";
import { RemedyButton } from "./remedy-button.tsx";

/** What removes the cause at once, the recommended next step of a run as a link, and who can take it when the reader cannot. */
export function NextStep({
  run,
}: {
  readonly run: Pick<RunAnswer, "id" | "workspaceId" | "environmentId" | "nextAction" | "cause">;
}) {
  const { label, related, who } = run.nextAction;
  return (
    <div className="next-step">
      <RemedyButton run={run} />
      <AppLink href={relatedPage(run, related) ?? runPage(run.workspaceId, run.id)}>{label}</AppLink>
      {who !== null && (
        <Box variant="small" color="text-body-secondary">
          {who}
        </Box>
      )}
    </div>
  );
}
