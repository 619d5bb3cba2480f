import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import type { showRun } from "../../../shared/contract/operation-routes.ts";
import type { Tone } from "../../../shared/run/verdicts.ts";
import { useRead } from "../api/use-api.ts";
import { StateBadge } from "../parts/state-badge.tsx";
import { useNarrow } from "../parts/use-narrow.ts";
import { useLanguage } from "../words/language.tsx";
import { fieldOf, listOf, type Stored, textOf } from "./fields.ts";

interface RecordItemsProps {
  readonly ws: string;
  readonly record: Stored;
}

/** The policies of a backup or restore, each with its result. */
export function RecordItems({ ws, record }: RecordItemsProps) {
  const { words, formats } = useLanguage();
  const isNarrow = useNarrow();
  const items = listOf(record, "items");
  const hasOutcomes = items.some((item) => outcomeOf(item) !== undefined);
  if (items.length === 0) return null;
  const collection = (item: unknown) => {
    const code = textOf(item, "collection") ?? "";
    return words.review.collections[code] ?? code;
  };
  return (
    <Table
      items={items}
      wrapLines
      ariaLabels={{ tableLabel: words.items.title }}
      header={
        <Header variant="h2" counter={`(${formats.number(items.length)})`}>
          {words.items.title}
        </Header>
      }
      columnDefinitions={[
        {
          id: "name",
          header: words.items.policy,
          isRowHeader: true,
          cell: (item) => (
            <div className="run-lines">
              <span>{textOf(item, "displayName") ?? textOf(item, "policyId") ?? "–"}</span>
              {isNarrow && (
                <Box variant="small" color="text-body-secondary">
                  {collection(item)}
                </Box>
              )}
              {isNarrow && hasOutcomes && <Outcome ws={ws} record={record} item={item} />}
            </div>
          ),
        },
        ...(isNarrow ? [] : [{ id: "collection", header: words.review.collection, cell: collection }]),
        ...(hasOutcomes && !isNarrow
          ? [
              {
                id: "outcome",
                header: words.items.outcome,
                minWidth: 150,
                cell: (item: unknown) => <Outcome ws={ws} record={record} item={item} />,
              },
            ]
          : []),
      ]}
    />
  );
}

const tones: Readonly<Record<string, Tone>> = {
  applied: "success",
  failed: "danger",
  manual_required: "warning",
};

/** The result of an item, or the predicted one of a preview. */
const outcomeOf = (item: unknown) =>
  textOf(fieldOf(item, "result"), "status") ?? textOf(fieldOf(item, "preview"), "change");

function Outcome({ ws, record, item }: RecordItemsProps & { readonly item: unknown }) {
  const { words } = useLanguage();
  const run = textOf(record, "operationRunId");
  // Only the reason code is here; the run has its text.
  const reason = textOf(fieldOf(item, "result"), "reason") ?? textOf(fieldOf(item, "preview"), "reason");
  const { data } = useRead<typeof showRun>(
    "/api/workspaces/{ws}/operations/{run}",
    { ws, run: run ?? "" },
    { isWanted: run !== undefined && reason !== undefined },
  );
  const outcome = outcomeOf(item);
  if (outcome === undefined) return "–";
  return (
    <div className="run-lines">
      <StateBadge state={{ label: words.items.outcomes[outcome] ?? outcome, tone: tones[outcome] ?? "neutral" }} />
      {reason !== undefined && (
        <Box variant="small" color="text-body-secondary">
          {data?.failures.find(({ code }) => code === reason)?.message ?? reason}
        </Box>
      )}
    </div>
  );
}
