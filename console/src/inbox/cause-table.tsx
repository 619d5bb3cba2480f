import Box from "@cloudscape-design/components/box";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useState } from "react";
import type * as z from "zod";
import type { causeGroup } from "../../../shared/contract/hub.ts";
import type { listRuns } from "../../../shared/contract/operation-routes.ts";
import type { RunAnswer } from "../../../shared/contract/runs.ts";
import { useClient } from "../api/use-api.ts";
import { type BulkChoice, BulkMenu, ChosenBulk } from "../bulk/bulk-actions.tsx";
import type { RunPage } from "../hub/use-run-pages.ts";
import { AppLink } from "../parts/app-link.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Time } from "../parts/time.tsx";
import { useCramped } from "../parts/use-narrow.ts";
import { listPage } from "../runs/addresses.ts";
import { NextStep } from "../runs/next-step.tsx";
import { useLanguage } from "../words/language.tsx";

type Group = z.infer<typeof causeGroup>;

interface CauseTableProps {
  readonly ws: string;
  readonly groups: readonly Group[];
}

const path: (typeof listRuns)["path"] = "/api/workspaces/{ws}/operations";
/** Runs that one bulk action takes. */
const runsMax = 500;

/** One row for each concrete cause, with what to do and the actions for all of its runs. */
export function CauseTable({ ws, groups }: CauseTableProps) {
  const { words, formats } = useLanguage();
  const isCramped = useCramped();
  const [bulk, setBulk] = useState<BulkChoice>();
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
                <Where group={group} /> · {words.causes.issues}: {count(group.count)}
              </span>
              <NextStep run={group.newest} />
              <ForAll ws={ws} group={group} onChoose={setBulk} />
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
          cell: (group) => <CauseLink ws={ws} group={group} />,
        },
        { id: "where", header: words.causes.where, width: 150, cell: (group) => <Where group={group} /> },
        {
          id: "operations",
          header: words.causes.operations,
          width: 165,
          cell: ({ operations }) => operations.join(", "),
        },
        { id: "issues", header: words.causes.issues, width: 90, cell: (group) => count(group.count) },
        { id: "runs", header: words.causes.runs, width: 95, cell: (group) => formats.count(group.runs) },
        { id: "since", header: words.causes.since, width: 115, cell: ({ since }) => <Time at={since} /> },
        { id: "next", header: words.causes.next, width: 195, cell: ({ newest }) => <NextStep run={newest} /> },
        {
          id: "actions",
          header: words.bulk.actions,
          // The button stands in one line.
          minWidth: 160,
          cell: (group) => <ForAll ws={ws} group={group} onChoose={setBulk} />,
        },
      ];
  return (
    <>
      <ChosenBulk ws={ws} choice={bulk} onClose={() => setBulk(undefined)} />
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
      <Box variant="small" color="text-body-secondary">
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
  onChoose(choice: BulkChoice): void;
}

/** The actions for all runs of a cause. Their ids are read when an action is chosen, so that no later run is included. */
function ForAll({ ws, group: { newest, count, runs, isOpen }, onChoose }: ForAllProps) {
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
  return isOpen ? <BulkMenu runs={[newest]} findIds={findIds} standFor={runs.value} onChoose={onChoose} /> : null;
}
