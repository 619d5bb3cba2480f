import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import { useParams, useSearchParams } from "react-router";
import type { showAlert } from "../../../shared/contract/alert-routes.ts";
import type { AlertDetail } from "../../../shared/contract/alerts.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { factWidthMin } from "../parts/fact-width.ts";
import { Page } from "../parts/page.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Time } from "../parts/time.tsx";
import { channelPage, environmentPage, promisesPage, runPage, schedulePage } from "../runs/addresses.ts";
import { usePlaceNames } from "../runs/place-name.tsx";
import { useAlertWords } from "./alert-words.ts";
import { SentTable } from "./sent-table.tsx";
import { SnoozeActions, useMaySnooze } from "./snooze-actions.tsx";

/** One alert: its cause, what proved its close, its snooze, and what each channel was sent. */
export function AlertPage() {
  const { ws = "" } = useParams();
  const [address] = useSearchParams();
  const key = address.get("key") ?? "";
  const { words } = useAlertWords();
  const maySnooze = useMaySnooze(ws);
  const query = useRead<typeof showAlert>("/api/workspaces/{ws}/alerts/{alert}", { ws, alert: key }, { isMain: true });
  return (
    <Answered query={query} id={key} title={words.alert.one}>
      {(alert) => (
        <Page
          title={alert.title}
          description={
            <>
              <StateBadge state={alert.state} /> · {alert.causeLabel}
            </>
          }
          actions={maySnooze(alert) && <SnoozeActions ws={ws} alert={alert} />}
        >
          <Container
            header={<Header variant="h2">{alert.closeProof?.text ?? alert.reason ?? alert.causeLabel}</Header>}
          >
            <Facts ws={ws} alert={alert} />
          </Container>
          <SentTable ws={ws} channels={alert.channels} />
        </Page>
      )}
    </Answered>
  );
}

interface FactsProps {
  readonly ws: string;
  readonly alert: AlertDetail;
}

function Facts({ ws, alert }: FactsProps) {
  const { words, formats } = useAlertWords();
  const nameOf = usePlaceNames(ws);
  const { environmentId, snooze, closedAt, closeProof, externalReference } = alert;
  const cause = causeLinkOf(ws, alert);
  return (
    <KeyValuePairs
      minColumnWidth={factWidthMin}
      columns={3}
      items={[
        {
          label: words.alert.cause,
          value:
            cause === undefined ? (
              alert.causeLabel
            ) : (
              <AppLink href={cause.href}>{words.alert.openCause[cause.kind]}</AppLink>
            ),
        },
        { label: words.alert.reason, value: alert.reason ?? words.alert.noReason },
        {
          label: words.alert.environment,
          value:
            environmentId === null ? (
              words.alert.workspace
            ) : (
              <AppLink href={environmentPage(ws, environmentId)}>{nameOf(environmentId)}</AppLink>
            ),
        },
        { label: words.alert.since, value: <Time at={alert.since} /> },
        { label: words.alert.opened, value: <Time at={alert.openedAt} /> },
        ...(closedAt === null ? [] : [{ label: words.alert.closed, value: <Time at={closedAt} /> }]),
        ...(closeProof === null ? [] : [{ label: words.alert.proof, value: closeProof.text }]),
        ...(snooze === null
          ? []
          : [
              {
                label: words.alert.snoozed,
                value: words.alert.snoozedUntil(formats.absolute(snooze.until), snooze.by, snooze.reason),
              },
              { label: words.alert.ends, value: words.alert.endsAt[snooze.ends] },
            ]),
        ...(externalReference === null ? [] : [{ label: words.alert.reference, value: externalReference }]),
      ]}
    />
  );
}

/** Where the cause is fixed; undefined for a cause that only a newer console knows. */
function causeLinkOf(ws: string, { runId, promiseId, scheduleId, planId, channelId, environmentId }: AlertDetail) {
  if (runId !== null) return { kind: "run", href: runPage(ws, runId) } as const;
  if (promiseId !== null)
    return { kind: "promise", href: promisesPage(ws, environmentId === null ? {} : { environmentId }) } as const;
  if (scheduleId !== null) return { kind: "schedule", href: schedulePage(ws, scheduleId) } as const;
  // A plan has the id of the run that made it.
  if (planId !== null) return { kind: "plan", href: runPage(ws, planId) } as const;
  return channelId === null ? undefined : ({ kind: "channel", href: channelPage(ws, channelId) } as const);
}
