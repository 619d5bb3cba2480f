import Box from "@cloudscape-design/components/box";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { Suspense, useState } from "react";
import type * as z from "zod";
import type { causeGroup } from "../../../shared/contract/hub.ts";
import type { listRuns } from "../../../shared/contract/operation-routes.ts";
import type { RunAnswer } from "../../../shared/contract/runs.ts";
import type { bulkItemsMax } from "../../../shared/run/bulk.ts";
import type { CauseWindow } from "../../../shared/run/cause-windows.ts";
import { useClient } from "../api/use-api.ts";
import { type BulkChoice, BulkMenu, ChosenBulk } from "../bulk/bulk-actions.tsx";
import type { RunPage } from "../hub/use-run-pages.ts";
import { AppLink } from "../parts/app-link.tsx";
import { fetched, NotLoaded } from "../parts/fetched.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Time } from "../parts/time.tsx";
import { useCramped, useTight } from "../parts/use-narrow.ts";
import { listPage } from "../runs/addresses.ts";
import { NextStep } from "../runs/next-step.tsx";
import { useWorkspace } from "../shell/me.tsx";
import { useLanguage } from "../words/language.tsx";
import { useGroupWords } from "./group-words.ts";

type Group = z.infer<typeof causeGroup>;

interface CauseTableProps {
  readonly ws: string;
  readonly groups: readonly Group[];
  /** The span that the groups are narrowed to. */
  readonly window: CauseWindow | undefined;
}

const path: (typeof listRuns)["path"] = "/api/workspaces/{ws}/operations";
/** Runs that one bulk action takes. */
const runsMax: typeof bulkItemsMax = 1000;

const CauseAgainDialog = fetched(
  () => import("./cause-again-dialog.tsx").then((part) => part.CauseAgainDialog),
  NotLoaded,
);

/** One row for each concrete cause, with what to do and the actions for all of its runs. */
export function CauseTable({ ws, groups, window }: CauseTableProps) {
  const { words, formats } = useGroupWords();
  const { can } = useWorkspace(ws);
  const isCramped = useCramped();
  const isTight = useTight();
  const [bulk, setBulk] = useState<BulkChoice>();
  const [repeated, setRepeated] = useState<Group>();
  const forAll = (group: Group) => (
    <ForAll
      ws={ws}
      group={group}
      again={can("tenant.operations.start") ? () => setRepeated(group) : undefined}
      onChoose={setBulk}
    />
  );
  const count = (value: Group["count"]) => formats.count(value);
  const columns: TableProps.ColumnDefinition<Group>[] = isCramped
    ? [
        {
          id: "cause",
          header: words.causes.cause,
          isRowHeader: true,
          cell: (group) => (
            <div className="run-lines">
              <StateBadge state={group.state} />
              <CauseLink ws={ws} group={group} />
              <span>
                <Where group={group} /> · {group.operations.join(", ")} · {words.causes.issues}: {count(group.count)}
              </span>
              <NextStep run={group.newest} />
              {forAll(group)}
            </div>
          ),
        },
      ]
    : [
        { id: "state", header: words.run.state, width: 150, cell: ({ state }) => <StateBadge state={state} /> },
        {
          id: "cause",
          header: words.causes.cause,
          isRowHeader: true,
          minWidth: 260,
          cell: (group) => (
            <div className="run-lines">
              <CauseLink ws={ws} group={group} />
              {isTight && (
                <span>
                  <Where group={group} /> · {group.operations.join(", ")} · {words.causes.runs}:{" "}
                  {formats.count(group.runs)}
                </span>
              )}
            </div>
          ),
        },
        ...(isTight
          ? []
          : [
              {
                id: "where",
                header: words.causes.where,
                width: 150,
                cell: (group: Group) => <Where group={group} />,
              },
              {
                id: "operations",
                header: words.causes.operations,
                width: 165,
                cell: ({ operations }: Group) => operations.join(", "),
              },
            ]),
        { id: "issues", header: words.causes.issues, width: 90, cell: (group) => count(group.count) },
        ...(isTight
          ? []
          : [
              {
                id: "runs",
                header: words.causes.runs,
                width: 95,
                cell: (group: Group) => formats.count(group.runs),
              },
            ]),
        { id: "since", header: words.causes.since, width: 115, cell: ({ since }) => <Time at={since} /> },
        { id: "next", header: words.causes.next, width: 195, cell: ({ newest }) => <NextStep run={newest} /> },
        {
          id: "actions",
          header: words.bulk.actions,
          // The button stands in one line.
          minWidth: 160,
          cell: forAll,
        },
      ];
  return (
    <>
      <ChosenBulk ws={ws} choice={bulk} onClose={() => setBulk(undefined)} />
      {repeated !== undefined && (
        <Suspense fallback={null}>
          <CauseAgainDialog ws={ws} cause={repeated} window={window} onClose={() => setRepeated(undefined)} />
        </Suspense>
      )}
      {groups.length > 0 && (
        <Table
          items={groups}
          trackBy="key"
          wrapLines
          contentDensity="compact"
          columnDefinitions={columns}
          ariaLabels={{ tableLabel: words.causes.title }}
        />
      )}
    </>
  );
}

interface GroupProps {
  readonly group: Group;
}

/** The cause, linked to the runs that it affects. */
function CauseLink({ ws, group }: GroupProps & { readonly ws: string }) {
  const { words } = useLanguage();
  return (
    <div>
      <span data-row-link>
        <AppLink href={listPage(ws, group.count.list)}>{group.text}</AppLink>
      </span>
      {group.at !== null && (
        <>
          , <Time at={group.at} />
        </>
      )}
      <Box variant="small" display="block" color="text-body-secondary">
        {group.isOpen ? group.guidance : words.causes.held}
      </Box>
    </div>
  );
}

function Where({ group: { environments, environmentCount } }: GroupProps) {
  const { words } = useLanguage();
  if (environments.length === 0) return "–";
  const rest = environmentCount - environments.length;
  return `${environments.map(({ name }) => name).join(", ")}${rest > 0 ? ` ${words.causes.more(rest)}` : ""}`;
}

interface ForAllProps extends GroupProps {
  readonly ws: string;
  /** Opens the dry run of running all of them again; undefined for readers who may start nothing. */
  readonly again: (() => void) | undefined;
  onChoose(choice: BulkChoice): void;
}

/** The actions for all runs of a cause. Their ids are read when an action is chosen, so that no later run is included. */
function ForAll({ ws, group: { newest, count, runs, isOpen }, again, onChoose }: ForAllProps) {
  const { words } = useGroupWords();
  const client = useClient();
  async function findIds(): Promise<readonly string[]> {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { ...count.list, limit: "100", cursor };
      const page: RunPage = await client.read<typeof listRuns>(path, { ws }, query);
      ids.push(...page.items.map(({ id }: RunAnswer) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined && ids.length < runsMax);
    return ids.slice(0, runsMax);
  }
  if (!isOpen) return null;
  return (
    <BulkMenu
      runs={[newest]}
      findIds={findIds}
      standFor={runs.value}
      again={again && { label: words.group.again, onChoose: again }}
      onChoose={onChoose}
    />
  );
}
