import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import type { showCatalog } from "../../../shared/contract/caller-routes.ts";
import type { RecordKind } from "../../../shared/contract/records.ts";
import { useRead } from "../api/use-api.ts";
import { fieldOf, isInstantField, type Stored } from "../environment/fields.ts";
import { factWidthMin } from "../parts/fact-width.ts";
import { Time } from "../parts/time.tsx";
import { useNarrow } from "../parts/use-narrow.ts";
import { isRow, membersOf, type Row } from "./report-members.ts";
import { useReportWords } from "./report-words.ts";

const reportKinds: ReadonlySet<string> = new Set<RecordKind>([
  "permission-reports",
  "admin-role-scans",
  "rbac-reports",
  "compliance-snapshots",
  "tenant-profiles",
  "policy-assignments",
]);
export const isReportKind = (kind: RecordKind): boolean => reportKinds.has(kind);

/** What a run found: facts, and a table for each list. Members without a label are in the raw record only. */
export function ReportContent({ record }: { readonly record: Stored }) {
  const { words } = useReportWords();
  const isNarrow = useNarrow();
  const { facts, tables } = membersOf(fieldOf(record, "content"), words.report);
  return (
    <SpaceBetween size="l">
      {facts.length > 0 && (
        <Container>
          <KeyValuePairs
            minColumnWidth={factWidthMin}
            columns={3}
            items={facts.map(({ name, label, value }) => ({ label, value: <ReportValue name={name} value={value} /> }))}
          />
        </Container>
      )}
      {tables.map(({ name, label, rows, columns }) => (
        <Table
          key={name}
          items={[...rows]}
          wrapLines
          ariaLabels={{ tableLabel: label }}
          header={
            <Header variant="h2" counter={`(${rows.length})`}>
              {label}
            </Header>
          }
          empty={<Box textAlign="center">{words.report.nothing}</Box>}
          columnDefinitions={isNarrow ? stacked(columns) : columns.map(columnOf)}
        />
      ))}
    </SpaceBetween>
  );
}

type Column = ReturnType<typeof membersOf>["tables"][number]["columns"][number];

const columnOf = ({ name, label }: Column, index: number) => ({
  id: name,
  header: label,
  isRowHeader: index === 0,
  cell: (row: Row) => <ReportValue name={name} value={row[name]} />,
});

/** On a phone the columns of a row stand below each other, each with its name. */
function stacked([first, ...rest]: readonly Column[]) {
  if (first === undefined) return [];
  const cell = (row: Row) => (
    <div className="run-lines">
      <ReportValue name={first.name} value={row[first.name]} />
      {rest.map(({ name, label }) => (
        <span key={name}>
          <Box variant="span" color="text-body-secondary">
            {label}:
          </Box>{" "}
          <ReportValue name={name} value={row[name]} />
        </span>
      ))}
    </div>
  );
  return [{ id: first.name, header: first.label, isRowHeader: true, cell }];
}

function ReportValue({ name, value }: { readonly name: string; readonly value: unknown }) {
  const { words, formats } = useReportWords();
  const catalog = useRead<typeof showCatalog>("/api/catalog", {});
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "number") return formats.number(value);
  if (Array.isArray(value)) {
    if (value.length === 0) return "–";
    return <span className="id">{value.filter((each) => !isRow(each)).join(", ")}</span>;
  }
  const text = String(value);
  if (name === "type") return catalog.data?.items.find(({ type }) => type === text)?.label ?? text;
  if (isInstantField(name) || name === "until") return <Time at={text} />;
  return words.report.values[text] ?? <span className="id">{text}</span>;
}
