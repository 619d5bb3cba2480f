import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import type * as z from "zod";
import type { summary } from "../../../shared/contract/hub.ts";
import { AppLink } from "../parts/app-link.tsx";
import { relatedPage, runPage } from "../runs/addresses.ts";
import { OpenRuns, RunLink } from "../runs/run-parts.tsx";
import { useLanguage } from "../words/language.tsx";

/** The most urgent issue and what is known about it; "nothing needs attention" only when everything was read. */
export function Decision({
  summary: { decision, calm, unread, checkedAt },
}: {
  readonly summary: z.infer<typeof summary>;
}) {
  const { words, formats } = useLanguage();
  if (decision === null) {
    return (
      <Alert type={calm === null ? "warning" : "success"}>
        {calm ?? unread ?? words.hub.notChecked} {words.checkedAt(formats.clock(checkedAt))}
      </Alert>
    );
  }
  const { run, impact, proof } = decision;
  const href = relatedPage(run, run.nextAction.related) ?? runPage(run.workspaceId, run.id);
  return (
    <Alert type={run.state.tone === "danger" ? "error" : "warning"} header={words.hub.first}>
      <Box variant="p">
        <RunLink run={run} />
        {run.environmentName !== null && ` · ${run.environmentName}`} · {run.headline}
      </Box>
      <Box variant="p">{impact}</Box>
      <Box variant="p">{proof}</Box>
      <OpenRuns run={run} />
      {unread !== null && <Box variant="p">{unread}</Box>}
      <Box variant="p" fontWeight="bold">
        <AppLink href={href}>{run.nextAction.label}</AppLink>
      </Box>
    </Alert>
  );
}
