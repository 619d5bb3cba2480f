import Button from "@cloudscape-design/components/button";
import type { CollectionPreferencesProps } from "@cloudscape-design/components/collection-preferences";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { type ReactNode, Suspense, useState } from "react";
import type { RunAnswer } from "../../../shared/contract/runs.ts";
import { type BulkChoice, BulkMenu, ChosenBulk } from "../bulk/bulk-actions.tsx";
import { fetched } from "../parts/fetched.tsx";
import { useCramped } from "../parts/use-narrow.ts";
import { runColumns, runLineColumns } from "../runs/run-table.tsx";
import { useKeepSettings } from "../shell/person-settings.ts";
import { useToasts } from "../shell/toasts.tsx";
import { useLanguage } from "../words/language.tsx";
import { csvOf } from "./csv.ts";
import { keepPreferences, keepWidths, keptPreferences, keptWidths } from "./list-preferences.ts";

const ListSettings = fetched(
  () => import("./list-settings.tsx").then((part) => part.ListSettings),
  () => null,
);

interface WorkListProps {
  readonly ws: string;
  readonly runs: readonly RunAnswer[];
  /** Left of the tools, such as notices about new rows. */
  readonly notice: ReactNode;
  readonly empty: ReactNode;
  readonly footer: ReactNode;
}

type Sorting = TableProps.SortingState<RunAnswer>;

/** What each column is sorted by; a column without an entry cannot be sorted. */
const orders: Readonly<Record<string, (run: RunAnswer) => string | number>> = {
  state: ({ state }) => state.label,
  operation: ({ label }) => label,
  environment: ({ environmentName, environmentId }) => environmentName ?? environmentId ?? "",
  cause: ({ cause, reason, headline }) => cause?.text ?? reason?.text ?? headline,
  initiator: ({ initiator }) => initiator.name,
  created: ({ createdAt }) => createdAt,
  duration: ({ waitedSeconds, ranSeconds }) => ranSeconds ?? waitedSeconds,
};

/** The hub's rows as a working list: selection with actions, sorting, columns, export and a link to this view. */
export function WorkList({ ws, runs, notice, empty, footer }: WorkListProps) {
  const { words } = useLanguage();
  const isCramped = useCramped();
  const toasts = useToasts();
  const keepSettings = useKeepSettings();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [bulk, setBulk] = useState<BulkChoice>();
  const [sorting, setSorting] = useState<Sorting>();
  const [preferences, setPreferences] = useState(keptPreferences);
  const [widths] = useState(keptWidths);
  const columns = runColumns(words).map((column) => ({
    ...column,
    ...(widths[column.id] !== undefined && { width: widths[column.id] }),
    ...(orders[column.id] !== undefined && { sortingComparator: comparatorOf(column.id) }),
  }));
  const rows = sorting === undefined ? runs : sortedBy(runs, sorting);
  // A row that has left the list is no longer selected.
  const chosen = runs.filter(({ id }) => selected.includes(id));

  const download = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csvOf(words.list.csv, rows)], { type: "text/csv" }));
    link.download = `runtruth-${ws}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
    toasts.say({ type: "success", text: words.list.exported(rows.length) });
  };
  return (
    <>
      <ChosenBulk
        ws={ws}
        choice={bulk}
        onClose={() => {
          setBulk(undefined);
          setSelected([]);
        }}
      />
      <div className="list-line">
        {notice}
        <div className="list-tools">
          <SpaceBetween direction="horizontal" size="xs" alignItems="center">
            <BulkMenu runs={chosen} onChoose={setBulk} />
            <CopyToClipboard
              variant="icon"
              textToCopy={location.href}
              copyButtonAriaLabel={words.list.copyLink}
              copySuccessText={words.list.linkCopied}
              copyErrorText={words.copy.failed}
            />
            <Button
              variant="icon"
              iconName="download"
              ariaLabel={words.list.export}
              disabled={rows.length === 0}
              onClick={download}
            />
            <Suspense
              fallback={<Button variant="icon" iconName="settings" ariaLabel={words.list.preferences} disabled />}
            >
              <ListSettings
                columns={columns.map(({ id, header }) => ({ id, label: String(header) }))}
                preferences={preferences}
                onChange={(chosen) => {
                  setPreferences(keepPreferences(chosen));
                  keepSettings({});
                }}
              />
            </Suspense>
          </SpaceBetween>
        </div>
      </div>
      <Table
        items={rows}
        trackBy="id"
        variant="borderless"
        selectionType="multi"
        selectedItems={chosen}
        onSelectionChange={({ detail }) => setSelected(detail.selectedItems.map(({ id }) => id))}
        contentDensity={preferences.contentDensity ?? "compact"}
        wrapLines={isCramped || preferences.wrapLines === true}
        columnDefinitions={isCramped ? runLineColumns(words, true) : columns}
        {...(isCramped
          ? {}
          : {
              columnDisplay: displayOf(preferences),
              resizableColumns: true,
              onColumnWidthsChange: ({ detail }) =>
                keepWidths(
                  columns.map(({ id }) => id),
                  detail.widths,
                ),
              onSortingChange: ({ detail }: { detail: Sorting }) => setSorting(detail),
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
        footer={footer}
      />
    </>
  );
}

function comparatorOf(column: string) {
  const sortValueOf = orders[column] ?? (() => 0);
  return (a: RunAnswer, b: RunAnswer) => {
    const [one, other] = [sortValueOf(a), sortValueOf(b)];
    return typeof one === "number" && typeof other === "number"
      ? one - other
      : String(one).localeCompare(String(other));
  };
}

function sortedBy(runs: readonly RunAnswer[], { sortingColumn, isDescending }: Sorting): readonly RunAnswer[] {
  const compare = sortingColumn.sortingComparator;
  if (compare === undefined) return runs;
  return runs.toSorted((a, b) => (isDescending === true ? compare(b, a) : compare(a, b)));
}

const displayOf = ({ contentDisplay }: CollectionPreferencesProps.Preferences) => contentDisplay ?? [];
