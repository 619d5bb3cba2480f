import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import type * as z from "zod";
import type { summary } from "../../../shared/contract/hub.ts";
import { AppLink } from "../parts/app-link.tsx";
import { inboxPage } from "../runs/addresses.ts";
import { NextStep } from "../runs/next-step.tsx";
import { Reason, RunLink } from "../runs/run-parts.tsx";
import { useLanguage } from "../words/language.tsx";

/** The most urgent issue, cause first; "nothing needs attention" only when everything was read. */
export function Decision({
  ws,
  summary: { decision, calm, beside, unread, checkedAt },
}: {
  readonly ws: string;
  readonly summary: z.infer<typeof summary>;
}) {
  const { words, formats } = useLanguage();
  if (decision === null) {
    return (
      <Alert type={calm === null ? "warning" : "success"}>
        {calm ?? beside ?? unread ?? words.hub.notChecked}{" "}
        {beside !== null && <AppLink href={inboxPage(ws)}>{words.list.byCause}</AppLink>}{" "}
        {words.checkedAt(formats.clock(checkedAt))}
      </Alert>
    );
  }
  const { run, impact } = decision;
  return (
    <Alert type={run.state.tone === "danger" ? "error" : "warning"} action={<NextStep run={run} />}>
      <strong>
        {words.hub.first}: {run.environmentName !== null && `${run.environmentName} · `}
        <Reason run={run} />
      </strong>
      <Box variant="div">
        <RunLink run={run} /> · {impact} {unread}
      </Box>
    </Alert>
  );
}
