import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useSearchParams } from "react-router";
import type * as z from "zod";
import type { listNotifications, readNotification } from "../../../shared/contract/caller-routes.ts";
import type { notificationAnswer } from "../../../shared/contract/notifications.ts";
import { useRead, useWrite } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { ApiErrorAlert } from "../parts/api-error-alert.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { Page } from "../parts/page.tsx";
import { hasParts, Pager } from "../parts/pager.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Time } from "../parts/time.tsx";
import { useCramped } from "../parts/use-narrow.ts";
import { runPage } from "../runs/addresses.ts";
import { PlaceName } from "../runs/place-name.tsx";
import { useWorkspace } from "../shell/me.tsx";
import type { Words } from "../words/en.ts";
import { useLanguage } from "../words/language.tsx";
import { useMarkAllRead } from "./mark-all-read.ts";

type Note = z.infer<typeof notificationAnswer>;

/** Completed runs that the reader started, newest first. */
export function NotificationsPage() {
  const { words, formats } = useLanguage();
  const isCramped = useCramped();
  const [search] = useSearchParams();
  const cursor = search.get("cursor") ?? undefined;
  const query = useRead<typeof listNotifications>("/api/notifications", {}, { query: { limit: "25", cursor } });
  return (
    <Answered query={query} title={words.notifications.title}>
      {({ items, nextCursor, unread, checkedAt }) => (
        <Page
          title={words.notifications.title}
          description={words.notifications.unread(unread.value, unread.capped)}
          actions={unread.value > 0 && <MarkAllRead />}
        >
          <Table
            items={items}
            trackBy="id"
            wrapLines
            contentDensity="compact"
            ariaLabels={{ tableLabel: words.notifications.title }}
            empty={<Box textAlign="center">{words.notifications.none(formats.clock(checkedAt))}</Box>}
            columnDefinitions={isCramped ? crampedColumns(words) : columns(words)}
            footer={hasParts({ nextCursor, cursor }) && <Pager nextCursor={nextCursor} cursor={cursor} />}
          />
        </Page>
      )}
    </Answered>
  );
}

function columns(words: Words): TableProps.ColumnDefinition<Note>[] {
  return [
    {
      id: "state",
      header: words.run.state,
      width: 195,
      minWidth: 195,
      cell: ({ state }) => <StateBadge state={state} />,
    },
    { id: "run", header: words.run.operation, isRowHeader: true, width: 240, cell: (note) => <NoteLink note={note} /> },
    { id: "place", header: words.run.environment, width: 210, cell: (note) => <Place note={note} /> },
    { id: "said", header: words.notifications.said, minWidth: 190, cell: (note) => <Said note={note} /> },
    { id: "at", header: words.notifications.ended, width: 150, cell: ({ at }) => <Time at={at} /> },
    { id: "read", header: words.members.actions, width: 225, cell: (note) => <MarkRead note={note} /> },
  ];
}

function crampedColumns(words: Words): TableProps.ColumnDefinition<Note>[] {
  return [
    {
      id: "run",
      header: words.run.operation,
      isRowHeader: true,
      cell: (note) => (
        <div className="run-lines">
          <div className="run-lines-head">
            <NoteLink note={note} />
            <StateBadge state={note.state} />
          </div>
          <Said note={note} />
          <Box variant="small" color="text-body-secondary">
            <Place note={note} /> · <Time at={note.at} />
          </Box>
          {note.readAt === null && <MarkRead note={note} />}
        </div>
      ),
    },
  ];
}

interface NoteProps {
  readonly note: Note;
}

/** Opening a notification marks it as read. */
function NoteLink({ note: { id, workspaceId, runId, label, state, readAt } }: NoteProps) {
  const read = useWrite<typeof readNotification>("POST", "/api/notifications/{id}/read");
  return (
    <span
      data-row-link
      onClickCapture={() => {
        if (readAt === null) read.mutate({ parameters: { id } });
      }}
    >
      <AppLink href={runPage(workspaceId, runId)} ariaLabel={`${label}: ${state.label}`}>
        {label}
      </AppLink>
    </span>
  );
}

/** Marks every unread notification as read, also those on other pages of the list. */
function MarkAllRead() {
  const { words } = useLanguage();
  const all = useMarkAllRead();
  return (
    <SpaceBetween size="xs">
      <Button loading={all.isPending} onClick={() => all.mutate()}>
        {words.notifications.markAllRead}
      </Button>
      <ApiErrorAlert error={all.error} />
    </SpaceBetween>
  );
}

function Place({ note: { workspaceId, environmentId } }: NoteProps) {
  const { name } = useWorkspace(workspaceId);
  return environmentId === null ? name : <PlaceName ws={workspaceId} id={environmentId} />;
}

function Said({ note: { headline, staleLineageNote } }: NoteProps) {
  return (
    <div>
      <div>{headline}</div>
      {staleLineageNote !== null && <div>{staleLineageNote}</div>}
    </div>
  );
}

function MarkRead({ note: { id, label, readAt } }: NoteProps) {
  const { words } = useLanguage();
  const read = useWrite<typeof readNotification>("POST", "/api/notifications/{id}/read");
  if (readAt !== null) return <Box color="text-body-secondary">{words.notifications.read}</Box>;
  return (
    <div>
      <Button
        variant="inline-link"
        ariaLabel={`${words.notifications.markRead}: ${label}`}
        loading={read.isPending}
        onClick={() => read.mutate({ parameters: { id } })}
      >
        {words.notifications.markRead}
      </Button>
    </div>
  );
}
