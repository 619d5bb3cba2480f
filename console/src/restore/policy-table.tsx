import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Pagination from "@cloudscape-design/components/pagination";
import Select from "@cloudscape-design/components/select";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import TextFilter from "@cloudscape-design/components/text-filter";
import { type ReactNode, useState } from "react";
import { StateBadge } from "../parts/state-badge.tsx";
import { useNarrow } from "../parts/use-narrow.ts";
import { useLanguage } from "../words/language.tsx";
import type { ItemRow } from "./item-rows.ts";
import { ItemTargets, TargetsHeading } from "./item-targets.tsx";

interface PolicyTableProps {
  readonly rows: readonly ItemRow[];
  readonly title: string;
  readonly actions?: ReactNode;
  readonly description?: ReactNode;
  /** Policies can be selected when this is given. */
  readonly selection?: { readonly selected: readonly ItemRow[]; onChange(rows: readonly ItemRow[]): void };
  /** Shows the differences of one policy. */
  readonly onDifferences?: ((row: ItemRow) => void) | undefined;
}

const pageSize = 25;

/** Policies with search by name or id, a filter by outcome, and pages. */
export function PolicyTable({ rows, title, actions, description, selection, ...cells }: PolicyTableProps) {
  const { words, formats } = useLanguage();
  const isNarrow = useNarrow();
  const [text, setText] = useState("");
  const [outcome, setOutcome] = useState("");
  const [pageIndex, setPageIndex] = useState(1);
  const parts = text.trim().toLowerCase().split(/\s+/);
  const matching = rows.filter(
    (row) =>
      parts.every((part) => `${row.name}\n${row.id}`.toLowerCase().includes(part)) &&
      (outcome === "" || row.outcome === outcome),
  );
  const outcomes = [...new Set(rows.flatMap((row) => row.outcome ?? []))];
  const labelOf = (code: string) => rows.find(({ outcome: one }) => one === code)?.badge?.label ?? code;
  const pages = Math.max(1, Math.ceil(matching.length / pageSize));
  const page = Math.min(pageIndex, pages);
  const isFiltered = text.trim() !== "" || outcome !== "";
  const clear = () => {
    setText("");
    setOutcome("");
  };
  const options = [
    { value: "", label: words.policyTable.anyOutcome },
    ...outcomes.map((value) => ({
      value,
      label: `${labelOf(value)} (${formats.number(rows.filter((row) => row.outcome === value).length)})`,
    })),
  ];
  return (
    <Table<ItemRow>
      items={matching.slice((page - 1) * pageSize, page * pageSize)}
      trackBy="id"
      wrapLines
      contentDensity="compact"
      {...(selection && {
        selectionType: "multi",
        selectedItems: [...selection.selected],
        onSelectionChange: ({ detail }) => selection.onChange(detail.selectedItems),
      })}
      ariaLabels={{
        tableLabel: title,
        selectionGroupLabel: words.policyTable.selection,
        allItemsSelectionLabel: () => words.policyTable.selectAll,
        itemSelectionLabel: (_, { name }) => words.policyTable.select(name),
      }}
      header={
        <Header
          variant="h2"
          counter={
            selection && selection.selected.length > 0
              ? `(${formats.number(selection.selected.length)}/${formats.number(rows.length)})`
              : `(${formats.number(rows.length)})`
          }
          actions={actions}
          description={description}
        >
          {title}
        </Header>
      }
      filter={
        <div className="diff-bar">
          <TextFilter
            filteringText={text}
            filteringPlaceholder={words.policyTable.find}
            filteringAriaLabel={words.policyTable.find}
            countText={isFiltered ? words.policyTable.matches(formats.number(matching.length)) : ""}
            onChange={({ detail }) => {
              setText(detail.filteringText);
              setPageIndex(1);
            }}
          />
          {outcomes.length > 1 && (
            <Select
              ariaLabel={words.policyTable.outcome}
              selectedOption={options.find(({ value }) => value === outcome) ?? null}
              options={options}
              onChange={({ detail }) => {
                setOutcome(detail.selectedOption.value ?? "");
                setPageIndex(1);
              }}
            />
          )}
        </div>
      }
      pagination={
        pages > 1 && (
          <Pagination
            currentPageIndex={page}
            pagesCount={pages}
            onChange={({ detail }) => setPageIndex(detail.currentPageIndex)}
          />
        )
      }
      empty={
        <Box textAlign="center">
          {words.policyTable.none} <Button onClick={clear}>{words.policyTable.clear}</Button>
        </Box>
      }
      columnDefinitions={columnsOf(
        { isNarrow, hasOutcomes: outcomes.length > 0, hasTargets: rows.some(({ targets }) => targets !== undefined) },
        cells,
      )}
    />
  );
}

type Cells = Pick<PolicyTableProps, "onDifferences">;

interface Columns {
  readonly isNarrow: boolean;
  readonly hasOutcomes: boolean;
  readonly hasTargets: boolean;
}

function columnsOf(
  { isNarrow, hasOutcomes, hasTargets }: Columns,
  cells: Cells,
): TableProps.ColumnDefinition<ItemRow>[] {
  const name: TableProps.ColumnDefinition<ItemRow> = {
    id: "name",
    header: <Heading of="policy" />,
    isRowHeader: true,
    cell: (row) => (
      <div className="run-lines">
        <Differences row={row} {...cells} />
        {isNarrow && <Small row={row} />}
        {isNarrow && hasTargets && <ItemTargets row={row} />}
        {isNarrow && hasOutcomes && <Outcome row={row} />}
      </div>
    ),
  };
  if (isNarrow) return [name];
  return [
    { ...name, width: hasTargets ? "30%" : hasOutcomes ? "45%" : "60%" },
    { id: "collection", header: <Heading of="collection" />, cell: (row) => <Collection row={row} /> },
    ...(hasTargets
      ? [{ id: "targets", header: <TargetsHeading />, cell: (row: ItemRow) => <ItemTargets row={row} /> }]
      : []),
    ...(hasOutcomes
      ? [
          {
            id: "outcome",
            header: <Heading of="outcome" />,
            minWidth: 190,
            cell: (row: ItemRow) => <Outcome row={row} />,
          },
        ]
      : []),
  ];
}

function Heading({ of }: { readonly of: "policy" | "collection" | "outcome" }) {
  const { words } = useLanguage();
  return of === "collection" ? words.review.collection : words.items[of];
}

interface RowProps {
  readonly row: ItemRow;
}

/** The name of a policy, which opens its differences when there are any to show. */
function Differences({ row, onDifferences }: RowProps & Cells) {
  const { words } = useLanguage();
  if (onDifferences === undefined || row.outcome === undefined) return <span>{row.name}</span>;
  return (
    <Button variant="inline-link" ariaLabel={words.restore.differencesOf(row.name)} onClick={() => onDifferences(row)}>
      {row.name}
    </Button>
  );
}

function Collection({ row }: RowProps) {
  const { words } = useLanguage();
  return words.review.collections[row.collection] ?? row.collection;
}

function Small({ row }: RowProps) {
  return (
    <Box variant="small" color="text-body-secondary">
      <Collection row={row} />
    </Box>
  );
}

function Outcome({ row: { badge, reason } }: RowProps) {
  if (badge === undefined) return "–";
  return (
    <div className="run-lines">
      <StateBadge state={badge} />
      {reason !== undefined && (
        <Box variant="small" color="text-body-secondary">
          {reason}
        </Box>
      )}
    </div>
  );
}
