import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import { useParams } from "react-router";
import type * as z from "zod";
import type { overview } from "../../../shared/contract/overview.ts";
import type { showOverview } from "../../../shared/contract/workspace-routes.ts";
import { useOpenAlerts } from "../alert/open-alerts.tsx";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLink, AppLinkButton } from "../parts/app-link.tsx";
import { CountLink, OpenWork, workKinds } from "../parts/open-work.tsx";
import { Page } from "../parts/page.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { useNarrow } from "../parts/use-narrow.ts";
import { BrokenPromises } from "../promise/broken-promises.tsx";
import { environmentPage, hubPage, inboxPage, relatedPage } from "../runs/addresses.ts";
import { RunTable } from "../runs/run-table.tsx";
import { FailingSchedules } from "../schedule/failing-schedules.tsx";
import { useWorkspace } from "../shell/me.tsx";
import { StartButton } from "../start/start-button.tsx";
import { useLanguage } from "../words/language.tsx";

type Place = z.infer<typeof overview>["environments"][number];

/** The workspace overview: whether and where something is wrong. */
export function OverviewPage() {
  const { ws = "" } = useParams();
  const { words, formats } = useLanguage();
  const { name } = useWorkspace(ws);
  const isNarrow = useNarrow();
  const query = useRead<typeof showOverview>("/api/workspaces/{ws}/overview", { ws }, { isMain: true });
  const alerts = useOpenAlerts(ws);
  // What comes later would move what is read already.
  const both = alerts.isLoading ? { ...query, data: undefined } : query;
  return (
    <Answered query={both} id={ws} title={name}>
      {({ state, headline, environments, attention, recent, promises, schedules, checkedAt, ...openWork }) => (
        <Page title={name} description={<StateBadge state={state} />} actions={<StartButton ws={ws} />}>
          <Container
            header={
              <Header variant="h2" actions={<AppLinkButton href={inboxPage(ws)}>{words.nav.inbox}</AppLinkButton>}>
                {headline}
              </Header>
            }
          >
            <OpenWork ws={ws} openWork={openWork} />
          </Container>
          <BrokenPromises ws={ws} promises={promises} />
          <FailingSchedules ws={ws} schedules={schedules} />
          {alerts.panel}
          {attention.length > 0 && (
            <RunTable
              runs={attention}
              label={words.overview.attention}
              header={
                <Header
                  variant="h2"
                  actions={
                    <AppLinkButton href={`${hubPage(ws)}?tab=needs_attention`}>{words.overview.all}</AppLinkButton>
                  }
                >
                  {words.overview.attention}
                </Header>
              }
            />
          )}
          <Table
            items={environments}
            trackBy="id"
            wrapLines
            ariaLabels={{ tableLabel: words.overview.environments }}
            header={<Header variant="h2">{words.overview.environments}</Header>}
            columnDefinitions={[
              {
                id: "name",
                header: words.run.environment,
                isRowHeader: true,
                cell: (place) => (
                  <div className="run-lines">
                    <span data-row-link>
                      <AppLink href={environmentPage(ws, place.id)}>{place.name}</AppLink>
                    </span>
                    {isNarrow && <PlaceState ws={ws} place={place} />}
                    {isNarrow && <CountLine ws={ws} place={place} />}
                  </div>
                ),
              },
              ...(isNarrow
                ? []
                : [
                    {
                      id: "state",
                      header: words.run.state,
                      cell: (place: Place) => <PlaceState ws={ws} place={place} />,
                    },
                    ...workKinds.map((key) => ({
                      id: key,
                      header: words.openWork[key],
                      cell: (place: Place) => (
                        <CountLink ws={ws} label={`${place.name}: ${words.openWork[key]}`} count={place[key]} />
                      ),
                    })),
                  ]),
            ]}
          />
          <RunTable
            runs={recent}
            label={words.overview.recent}
            header={
              <Header variant="h2" actions={<AppLinkButton href={hubPage(ws)}>{words.overview.all}</AppLinkButton>}>
                {words.overview.recent}
              </Header>
            }
            empty={<Box textAlign="center">{words.overview.nothingYet}</Box>}
          />
          <Box variant="small" color="text-body-secondary">
            {words.checkedAt(formats.clock(checkedAt))}
          </Box>
        </Page>
      )}
    </Answered>
  );
}

/** The state of an environment; a connection that lets no work succeed is a link to where it is fixed. */
function PlaceState({ ws, place: { id, state, trouble } }: CountLineProps) {
  const href = relatedPage({ workspaceId: ws, environmentId: id }, trouble?.related);
  return (
    <div className="run-lines">
      <StateBadge state={state} />
      {trouble !== null && (href === undefined ? trouble.text : <AppLink href={href}>{trouble.text}</AppLink>)}
    </div>
  );
}

interface CountLineProps {
  readonly ws: string;
  readonly place: Place;
}

/** Counts of an environment, for screens too narrow for columns. */
function CountLine({ ws, place }: CountLineProps) {
  const { words } = useLanguage();
  return (
    <Box variant="small" color="text-body-secondary">
      {workKinds.map((kind, index) => (
        <span key={kind} className="nowrap">
          {index > 0 && " · "}
          {words.openWork[kind]}{" "}
          <CountLink ws={ws} label={`${place.name}: ${words.openWork[kind]}`} count={place[kind]} />
        </span>
      ))}
    </Box>
  );
}
