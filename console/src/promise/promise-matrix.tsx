import Box from "@cloudscape-design/components/box";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import type * as z from "zod";
import type { PromiseAnswer, promiseMatrix } from "../../../shared/contract/promises.ts";
import { AppLink } from "../parts/app-link.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { useCramped } from "../parts/use-narrow.ts";
import { environmentPage } from "../runs/addresses.ts";
import { PromiseCellView } from "./promise-cell.tsx";
import { usePromiseWords } from "./promise-words.ts";

type Matrix = z.infer<typeof promiseMatrix>;
type Row = Matrix["rows"][number];

interface PromiseMatrixProps {
  readonly ws: string;
  readonly matrix: Matrix;
  readonly mayManage: boolean;
}

/** Beyond this many promises a column has no room for a sentence. */
const columnsMax = 6;

/** Environments by promises, the worst environment first. Where columns have no room, a row lists its promises. */
export function PromiseMatrix({ ws, matrix: { promises, rows }, mayManage }: PromiseMatrixProps) {
  const { words } = usePromiseWords();
  const isListed = useCramped() || promises.length > columnsMax;
  const cellOf = (row: Row, promise: PromiseAnswer, isNamed: boolean) => {
    const cell = row.cells.find(({ promiseId }) => promiseId === promise.id);
    if (cell === undefined) return isNamed ? null : <Box color="text-status-inactive">{words.promise.notPromised}</Box>;
    const place = { ws, cell, promise, environment: row.environment.name, mayManage };
    return <PromiseCellView key={promise.id} {...place} isNamed={isNamed} />;
  };
  const environment: TableProps.ColumnDefinition<Row> = {
    id: "environment",
    header: words.run.environment,
    isRowHeader: true,
    ...(isListed ? {} : { width: 200 }),
    cell: (row) => (
      <div className="run-lines">
        <span className="run-lines-head">
          <span data-row-link>
            <AppLink href={environmentPage(ws, row.environment.id)}>{row.environment.name}</AppLink>
          </span>
          <StateBadge state={row.state} />
        </span>
        {isListed && promises.map((promise) => cellOf(row, promise, true))}
      </div>
    ),
  };
  const columns = promises.map((promise) => ({
    id: promise.id,
    header: words.promise.column(promise.name, promise.within),
    cell: (row: Row) => cellOf(row, promise, false),
  }));
  return (
    <Table
      items={rows}
      trackBy={({ environment: { id } }) => id}
      variant="borderless"
      wrapLines
      contentDensity="compact"
      ariaLabels={{ tableLabel: words.promise.matrix }}
      empty={<Box textAlign="center">{promises.length === 0 ? words.promise.none : words.promise.noMatch}</Box>}
      columnDefinitions={isListed ? [environment] : [environment, ...columns]}
    />
  );
}
