import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useState } from "react";
import { useParams } from "react-router";
import type { listAlertChannels } from "../../../shared/contract/alert-routes.ts";
import type { ChannelAnswer } from "../../../shared/contract/alerts.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { Page } from "../parts/page.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Time } from "../parts/time.tsx";
import { useCramped } from "../parts/use-narrow.ts";
import { channelPage } from "../runs/addresses.ts";
import { useWorkspace } from "../shell/me.tsx";
import { useAlertWords } from "./alert-words.ts";
import { ChannelForm } from "./channel-form.tsx";

/** Where alerts are sent, and how the channels deliver. */
export function ChannelsPage() {
  const { ws = "" } = useParams();
  const { words, formats } = useAlertWords();
  const { can } = useWorkspace(ws);
  const [isCreating, setCreating] = useState(false);
  const query = useRead<typeof listAlertChannels>("/api/workspaces/{ws}/channels", { ws }, { isMain: true });
  const columns = useColumns(ws);
  return (
    <Answered query={query} id={ws} title={words.channel.all}>
      {({ items, unread, checkedAt }) => (
        <Page
          title={words.channel.all}
          description={words.checkedAt(formats.clock(checkedAt))}
          actions={
            can("tenant.alerts.manage") && (
              <Button variant="primary" onClick={() => setCreating(true)}>
                {words.channel.create}
              </Button>
            )
          }
        >
          {unread !== null && <Alert type="warning">{unread}</Alert>}
          <Table
            items={items}
            trackBy="id"
            wrapLines
            contentDensity="compact"
            ariaLabels={{ tableLabel: words.channel.all }}
            empty={<Box textAlign="center">{unread === null ? words.channel.none : unread}</Box>}
            columnDefinitions={columns}
          />
          {isCreating && <ChannelForm ws={ws} channels={items} onClose={() => setCreating(false)} />}
        </Page>
      )}
    </Answered>
  );
}

function useColumns(ws: string): TableProps.ColumnDefinition<ChannelAnswer>[] {
  const { words, formats } = useAlertWords();
  const isCramped = useCramped();
  const name = ({ id, name: label }: ChannelAnswer) => (
    <span data-row-link>
      <AppLink href={channelPage(ws, id)}>{label}</AppLink>
    </span>
  );
  const state = ({ state: shown, text }: ChannelAnswer) => (
    <div className="run-lines">
      <StateBadge state={shown} />
      <Box variant="small" color="text-body-secondary">
        {text}
      </Box>
    </div>
  );
  const failing = ({ failingSince, nextTryAt }: ChannelAnswer) => (
    <div className="run-lines">
      {failingSince !== null && <Time at={failingSince} />}
      {nextTryAt !== null && (
        <Box variant="small" color="text-body-secondary">
          {words.channel.nextTry}: {formats.moment(nextTryAt)}
        </Box>
      )}
    </div>
  );
  if (isCramped) {
    return [
      {
        id: "name",
        header: words.channel.one,
        isRowHeader: true,
        cell: (channel) => (
          <div className="run-lines">
            {name(channel)}
            {state(channel)}
            <span>
              {words.channel.kinds[channel.kind]} · {words.shell.languages[channel.locale]}
            </span>
            {channel.failingSince !== null && (
              <span>
                {words.channel.failingSince}: {failing(channel)}
              </span>
            )}
          </div>
        ),
      },
    ];
  }
  return [
    { id: "state", header: words.channel.state, width: 280, cell: state },
    { id: "name", header: words.channel.one, isRowHeader: true, width: 190, cell: name },
    { id: "kind", header: words.channel.kind, width: 130, cell: ({ kind }) => words.channel.kinds[kind] },
    { id: "locale", header: words.shell.language, width: 110, cell: ({ locale }) => words.shell.languages[locale] },
    {
      id: "failing",
      header: words.channel.failingSince,
      cell: (channel) => (channel.failingSince === null && channel.nextTryAt === null ? "–" : failing(channel)),
    },
  ];
}
