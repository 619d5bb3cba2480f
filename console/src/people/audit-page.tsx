import Box from "@cloudscape-design/components/box";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useParams, useSearchParams } from "react-router";
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

type Entry = z.infer<typeof auditAnswer>;

/** Audit entries of a workspace, newest first. */
export function AuditPage() {
  const { ws = "" } = useParams();
  const { words, formats } = useLanguage();
  const isNarrow = useNarrow();
  const [search] = useSearchParams();
  const cursor = search.get("cursor") ?? undefined;
  const query = useRead<typeof listAudit>("/api/workspaces/{ws}/audit", { ws }, { query: { limit: "50", cursor } });
  return (
    <Answered query={query} id={ws} title={words.nav.audit}>
      {({ items, nextCursor, checkedAt }) => (
        <Page title={words.nav.audit} description={words.checkedAt(formats.clock(checkedAt))}>
          <Table
            items={items}
            trackBy="id"
            wrapLines
            ariaLabels={{ tableLabel: words.nav.audit }}
            empty={<Box textAlign="center">{words.audit.none(formats.clock(checkedAt))}</Box>}
            columnDefinitions={isNarrow ? narrowColumns(words) : columns(words)}
            footer={hasParts({ nextCursor, cursor }) && <Pager nextCursor={nextCursor} cursor={cursor} />}
          />
        </Page>
      )}
    </Answered>
  );
}

function columns(words: Words): TableProps.ColumnDefinition<Entry>[] {
  return [
    { id: "summary", header: words.audit.what, isRowHeader: true, minWidth: 280, cell: ({ summary }) => summary },
    { id: "about", header: words.audit.about, width: 260, cell: (entry) => <About entry={entry} /> },
    { id: "actor", header: words.audit.who, width: 170, cell: ({ actor }) => actor.label },
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
        <div className="run-lines">
          <div>{entry.summary}</div>
          <div>
            <About entry={entry} />
          </div>
          <Box variant="small" color="text-body-secondary">
            {entry.actor.label} · <PlaceName ws={entry.workspaceId} id={entry.environmentId} /> ·{" "}
            <Time at={entry.recordedAt} />
          </Box>
        </div>
      ),
    },
  ];
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
