import type { CollectionPreferencesProps } from "@cloudscape-design/components/collection-preferences";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { memo, type ReactNode } from "react";
import type { RunAnswer } from "../../../shared/contract/runs.ts";
import { runLineColumns } from "../runs/run-table.tsx";
import { useLanguage } from "../words/language.tsx";
import { keepWidths } from "./list-preferences.ts";

export type Sorting = TableProps.SortingState<RunAnswer>;
export type RunColumns = readonly (TableProps.ColumnDefinition<RunAnswer> & { readonly id: string })[];

interface RunRowsProps {
  readonly rows: readonly RunAnswer[];
  readonly chosen: readonly RunAnswer[];
  readonly columns: RunColumns;
  readonly preferences: CollectionPreferencesProps.Preferences;
  readonly sorting: Sorting | undefined;
  readonly isCramped: boolean;
  /** Only for a list without rows, so that nothing else draws them again. */
  readonly empty: ReactNode;
  onSelect(chosen: readonly RunAnswer[]): void;
  onSort(sorting: Sorting): void;
}

/** The rows of the hub. They are drawn again only when something of them has changed. */
export const RunRows = memo(function RunRows(props: RunRowsProps) {
  const { rows, chosen, columns, preferences, sorting, isCramped, empty, onSelect, onSort } = props;
  const { words } = useLanguage();
  return (
    <Table
      items={rows}
      trackBy="id"
      variant="borderless"
      selectionType="multi"
      selectedItems={chosen}
      onSelectionChange={({ detail }) => onSelect(detail.selectedItems)}
      contentDensity={preferences.contentDensity ?? "compact"}
      wrapLines={isCramped || preferences.wrapLines === true}
      columnDefinitions={isCramped ? runLineColumns(words, true) : columns}
      {...(isCramped
        ? {}
        : {
            columnDisplay: preferences.contentDisplay ?? [],
            resizableColumns: true,
            onColumnWidthsChange: ({ detail }) =>
              keepWidths(
                columns.map(({ id }) => id),
                detail.widths,
              ),
            onSortingChange: ({ detail }: { detail: Sorting }) => onSort(detail),
            ...(sorting && {
              sortingColumn: sorting.sortingColumn,
              sortingDescending: sorting.isDescending === true,
            }),
          })}
      ariaLabels={{
        tableLabel: words.hub.title,
        selectionGroupLabel: words.bulk.select,
        allItemsSelectionLabel: () => words.bulk.selectAll,
        itemSelectionLabel: (_, { label, id }) => `${words.bulk.select}: ${label} ${id}`,
      }}
      empty={empty}
    />
  );
});
