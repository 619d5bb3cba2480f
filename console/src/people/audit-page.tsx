import Box from "@cloudscape-design/components/box";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useLocation, useParams, useSearchParams } from "react-router";
import type * as z from "zod";
import type { auditAnswer } from "../../../shared/contract/audit.ts";
import type { showCatalog } from "../../../shared/contract/caller-routes.ts";
import type { listAudit } from "../../../shared/contract/workspace-routes.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { Page } from "../parts/page.tsx";
import { hasParts, Pager } from "../parts/pager.tsx";
import { Time } from "../parts/time.tsx";
import { useNarrow } from "../parts/use-narrow.ts";
import { environmentPage, relatedPage } from "../runs/addresses.ts";
import { PlaceName } from "../runs/place-name.tsx";
import type { Words } from "../words/en.ts";
import { useLanguage } from "../words/language.tsx";
import { AuditFilter, useAuditFilter } from "./audit-filter.tsx";

type Entry = z.infer<typeof auditAnswer>;

/** Audit entries of a workspace, newest first. */
export function AuditPage() {
  const { ws = "" } = useParams();
  const { words, formats } = useLanguage();
  const isNarrow = useNarrow();
  const [search] = useSearchParams();
  const cursor = search.get("cursor") ?? undefined;
  const query = useRead<typeof listAudit>(
    "/api/workspaces/{ws}/audit",
    { ws },
    { query: { limit: "50", cursor, ...useAuditFilter() } },
  );
  const isRefused = query.error?.status === 404 || query.error?.status === 403;
  const table = (
    <Answered query={query} id={ws}>
      {({ items, nextCursor, checkedAt }) => (
        <Table
          items={items}
          trackBy="id"
          wrapLines
          contentDensity="compact"
          ariaLabels={{ tableLabel: words.nav.audit }}
          empty={<Box textAlign="center">{words.audit.none(formats.clock(checkedAt))}</Box>}
          columnDefinitions={isNarrow ? narrowColumns(words) : columns(words)}
          footer={hasParts({ nextCursor, cursor }) && <Pager nextCursor={nextCursor} cursor={cursor} />}
        />
      )}
    </Answered>
  );
  if (isRefused) return table;
  // The filter stays while another answer is awaited.
  return (
    <Page title={words.nav.audit}>
      <AuditFilter ws={ws} />
      {table}
    </Page>
  );
}

function columns(words: Words): TableProps.ColumnDefinition<Entry>[] {
  return [
    {
      id: "summary",
      header: words.audit.what,
      isRowHeader: true,
      minWidth: 280,
      cell: (entry) => <What entry={entry} />,
    },
    { id: "about", header: words.audit.about, width: 260, cell: (entry) => <About entry={entry} /> },
    { id: "actor", header: words.audit.who, width: 170, cell: (entry) => <Who entry={entry} /> },
    {
      id: "environment",
      header: words.run.environment,
      width: 200,
      cell: ({ workspaceId, environmentId }) => <PlaceName ws={workspaceId} id={environmentId} />,
    },
    { id: "at", header: words.audit.when, width: 170, cell: ({ recordedAt }) => <Time at={recordedAt} /> },
  ];
}

function narrowColumns(words: Words): TableProps.ColumnDefinition<Entry>[] {
  return [
    {
      id: "summary",
      header: words.audit.what,
      isRowHeader: true,
      cell: (entry) => (
        <div className="run-lines tapped-lines">
          <What entry={entry} />
          <div>
            <About entry={entry} />
          </div>
          <Box variant="small" color="text-body-secondary">
            <Who entry={entry} /> · <PlaceName ws={entry.workspaceId} id={entry.environmentId} /> ·{" "}
            <Time at={entry.recordedAt} />
          </Box>
        </div>
      ),
    },
  ];
}

/** What was done, each change with the value before and after, and the reason that was given. */
function What({ entry: { summary, changes, note } }: { readonly entry: Entry }) {
  const { words } = useLanguage();
  return (
    <div className="run-lines">
      <div>{summary}</div>
      {changes.map(({ field, label, from, to }) => (
        <Box key={field} variant="small" color="text-body-secondary">
          {label}: <del>{from ?? words.audit.absent}</del> → <ins>{to ?? words.audit.absent}</ins>
        </Box>
      ))}
      {note !== null && <Box variant="small">{words.audit.note(note)}</Box>}
    </div>
  );
}

/** The actor; a person's name leads to everything they did. */
function Who({ entry: { actor } }: { readonly entry: Entry }) {
  const { words } = useLanguage();
  const [address] = useSearchParams();
  const { pathname } = useLocation();
  if (actor.id === undefined) return actor.label;
  const filtered = new URLSearchParams(address);
  filtered.delete("cursor");
  filtered.set("actor", actor.id);
  return (
    <AppLink href={`${pathname}?${filtered}`} variant="secondary" ariaLabel={words.audit.only.actor(actor.label)}>
      {actor.label}
    </AppLink>
  );
}

/** The audited resource by name, linked to its page if there is one. */
function About({
  entry: { workspaceId, environmentId, resourceType, resourceId, metadata },
}: {
  readonly entry: Entry;
}) {
  const { words } = useLanguage();
  const { data: catalog } = useRead<typeof showCatalog>("/api/catalog", {});
  if (resourceType === "workspace") return "–";
  if (resourceType === "environment") {
    return (
      <AppLink href={environmentPage(workspaceId, resourceId)}>
        <PlaceName ws={workspaceId} id={resourceId} />
      </AppLink>
    );
  }
  const href = relatedPage({ workspaceId, environmentId }, { type: resourceType, id: resourceId });
  if (href === undefined) return resourceId;
  const operation = catalog?.items.find(({ type }) => type === metadata.type)?.label;
  return (
    <AppLink href={href}>{operation ?? words.record.open(words.record.types[resourceType] ?? resourceId)}</AppLink>
  );
}
