import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type * as z from "zod";
import type { evidenceComparison } from "../../../shared/contract/policies.ts";
import type { compareEvidence } from "../../../shared/contract/policy-routes.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Time } from "../parts/time.tsx";
import { useNarrow } from "../parts/use-narrow.ts";
import { recordPage } from "../runs/addresses.ts";
import { useLanguage } from "../words/language.tsx";
import { fieldOf, listOf, numberOf, type Stored, textOf } from "./fields.ts";
import { RecordLink } from "./record-link.tsx";

interface EvidenceViewProps {
  readonly ws: string;
  readonly env: string;
  readonly snapshot: Stored;
}

type Difference = z.infer<typeof evidenceComparison>["policies"][number];

/** An evidence snapshot: how completely each collection was read, and what differs from the snapshot before. */
export function EvidenceView({ ws, env, snapshot }: EvidenceViewProps) {
  const { words, formats } = useLanguage();
  const isNarrow = useNarrow();
  const collectionOf = (holder: unknown) => {
    const code = textOf(holder, "collection") ?? "";
    return words.review.collections[code] ?? code;
  };
  const isWhole = (read: unknown) =>
    fieldOf(read, "isComplete") === true &&
    numberOf(read, "failedItems") === 0 &&
    fieldOf(read, "removalsChecked") !== false;
  const stateOf = (read: unknown) => (
    <StateBadge
      state={
        isWhole(read)
          ? { label: words.evidence.whole, tone: "success" }
          : { label: words.evidence.partial, tone: "warning" }
      }
    />
  );
  const readAt = {
    id: "at",
    header: words.evidence.readAt,
    cell: (read: unknown) => {
      const at = textOf(read, "readAt");
      return at === undefined ? "–" : <Time at={at} />;
    },
  };
  const entries = listOf(snapshot, "entries");
  const held = (read: unknown) =>
    entries.filter((entry) => textOf(entry, "collection") === textOf(read, "collection")).length;
  return (
    <SpaceBetween size="l">
      <Table
        items={listOf(snapshot, "collections")}
        contentDensity="compact"
        wrapLines
        ariaLabels={{ tableLabel: words.evidence.completeness }}
        header={<Header variant="h2">{words.evidence.completeness}</Header>}
        columnDefinitions={[
          {
            id: "collection",
            header: words.review.collection,
            isRowHeader: true,
            cell: (read) => (
              <>
                {collectionOf(read)}
                {isNarrow && (
                  <>
                    {` (${formats.number(held(read))}) `}
                    {stateOf(read)}
                  </>
                )}
              </>
            ),
          },
          ...(isNarrow
            ? []
            : [
                { id: "read", header: words.evidence.read, cell: stateOf },
                {
                  id: "policies",
                  header: words.review.policies,
                  cell: (read: unknown) => formats.number(held(read)),
                },
                readAt,
              ]),
        ]}
      />
      {entries.length > 0 && <Differences ws={ws} env={env} snapshot={snapshot} />}
    </SpaceBetween>
  );
}

function Differences({ ws, env, snapshot }: EvidenceViewProps) {
  const { words, formats } = useLanguage();
  const isNarrow = useNarrow();
  const query = useRead<typeof compareEvidence>(
    "/api/workspaces/{ws}/environments/{env}/records/evidence-snapshots/{id}/comparison",
    { ws, env, id: snapshot.id },
  );
  const collectionColumn: TableProps.ColumnDefinition<Difference> = {
    id: "collection",
    header: words.review.collection,
    cell: ({ collection }) => words.review.collections[collection] ?? collection,
  };
  const changeColumn: TableProps.ColumnDefinition<Difference> = {
    id: "change",
    header: words.evidence.change,
    cell: ({ change }) => words.diff.changes[change] ?? change,
  };
  return (
    <Answered query={query} id={snapshot.id}>
      {({ with: earlier, counts, policies }) => (
        <Table
          items={policies}
          trackBy="policyId"
          contentDensity="compact"
          wrapLines
          ariaLabels={{ tableLabel: words.evidence.differences }}
          header={
            <Header
              variant="h2"
              description={
                earlier !== null && (
                  <>
                    {words.diff.counts(
                      formats.number(counts.changed),
                      formats.number(counts.added),
                      formats.number(counts.removed),
                    )}
                    {" · "}
                    <RecordLink ws={ws} env={env} kind="evidence-snapshots" id={earlier} />
                  </>
                )
              }
            >
              {words.evidence.differences}
            </Header>
          }
          empty={<Box textAlign="center">{earlier === null ? words.evidence.noEarlier : words.evidence.same}</Box>}
          columnDefinitions={[
            {
              id: "policy",
              header: words.items.policy,
              isRowHeader: true,
              cell: ({ policyId, displayName, from, to, change }) => {
                const page = recordPage(ws, env, "policies", policyId);
                const versions = from !== null && to !== null ? `?${new URLSearchParams({ from, to })}` : "";
                return (
                  <>
                    <AppLink href={page + versions}>{displayName}</AppLink>
                    {isNarrow && `: ${words.diff.changes[change] ?? change}`}
                  </>
                );
              },
            },
            ...(isNarrow ? [] : [collectionColumn, changeColumn]),
          ]}
        />
      )}
    </Answered>
  );
}
