import Button from "@cloudscape-design/components/button";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, Suspense, useMemo, useState } from "react";
import type { RunAnswer } from "../../../shared/contract/runs.ts";
import type { Query } from "../api/route-types.ts";
import { useClient } from "../api/use-api.ts";
import { type BulkChoice, BulkMenu, ChosenBulk } from "../bulk/bulk-actions.tsx";
import { fetched } from "../parts/fetched.tsx";
import { useCramped } from "../parts/use-narrow.ts";
import { runColumns } from "../runs/run-table.tsx";
import { useKeepSettings } from "../shell/person-settings.ts";
import { useToasts } from "../shell/toasts.tsx";
import type { Words } from "../words/en.ts";
import { useLanguage } from "../words/language.tsx";
import { keepPreferences, keptPreferences, keptWidths } from "./list-preferences.ts";
import { type RunColumns, RunRows, type Sorting } from "./run-rows.tsx";

const ListSettings = fetched(
  () => import("./list-settings.tsx").then((part) => part.ListSettings),
  () => null,
);

interface WorkListProps {
  readonly ws: string;
  /** The filter of the list, as the API takes it. */
  readonly filter: Query;
  readonly runs: readonly RunAnswer[];
  /** Left of the tools, such as notices about new rows. */
  readonly notice: ReactNode;
  readonly empty: ReactNode;
}

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
export function WorkList({ ws, filter, runs, notice, empty }: WorkListProps) {
  const { words } = useLanguage();
  const client = useClient();
  const isCramped = useCramped();
  const toasts = useToasts();
  const keepSettings = useKeepSettings();
  const [selected, setSelected] = useState<readonly RunAnswer[]>([]);
  const [bulk, setBulk] = useState<BulkChoice>();
  const [sorting, setSorting] = useState<Sorting>();
  const [preferences, setPreferences] = useState(keptPreferences);
  const [widths] = useState(keptWidths);
  const columns = useMemo(() => columnsOf(words, widths), [words, widths]);
  const rows = useMemo(() => (sorting === undefined ? runs : sortedBy(runs, sorting)), [runs, sorting]);
  const chosen = useMemo(() => chosenOf(selected, runs), [selected, runs]);

  const download = useMutation({
    async mutationFn() {
      const { exportRuns } = await import("./export-runs.ts");
      const arrange = (all: readonly RunAnswer[]) => (sorting === undefined ? all : sortedBy(all, sorting));
      return exportRuns(client, { ws, filter, headers: words.list.csv, arrange });
    },
    onSuccess: ({ count, isWhole }) =>
      toasts.say(
        isWhole
          ? { type: "success", text: words.list.exported(count) }
          : { type: "info", text: words.list.exportedInPart(count) },
      ),
    onError: () => toasts.say({ type: "info", text: words.list.notExported }),
  });
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
              loading={download.isPending}
              onClick={() => download.mutate()}
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
      <RunRows
        rows={rows}
        chosen={chosen}
        columns={columns}
        preferences={preferences}
        sorting={sorting}
        isCramped={isCramped}
        empty={rows.length === 0 ? empty : undefined}
        onSelect={setSelected}
        onSort={setSorting}
      />
    </>
  );
}

function columnsOf(words: Words, widths: Readonly<Record<string, number>>): RunColumns {
  return runColumns(words).map((column) => ({
    ...column,
    ...(widths[column.id] !== undefined && { width: widths[column.id] }),
    ...(orders[column.id] !== undefined && { sortingComparator: comparatorOf(column.id) }),
  }));
}

/** Selected runs as they are now. One that has left the list is no longer selected; one beyond the loaded rows is. */
function chosenOf(selected: readonly RunAnswer[], rows: readonly RunAnswer[]): readonly RunAnswer[] {
  const [newest, oldest] = [rows[0]?.id, rows.at(-1)?.id];
  const isBeyond = ({ id }: RunAnswer) => newest !== undefined && oldest !== undefined && (id > newest || id < oldest);
  const now = new Map(rows.map((row) => [row.id, row]));
  return selected.flatMap((run) => now.get(run.id) ?? (isBeyond(run) ? [run] : []));
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
