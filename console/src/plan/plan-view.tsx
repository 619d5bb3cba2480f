import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { fieldOf, listOf, numberOf, type Stored, textOf } from "../environment/fields.ts";
import { isRecordKind } from "../environment/record-kind.ts";
import { AppLink } from "../parts/app-link.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { RunStanding, useRestoreRun } from "../restore/restore-progress.tsx";
import { recordPage } from "../runs/addresses.ts";
import { useLanguage } from "../words/language.tsx";
import { ApprovalPanel } from "./approval-panel.tsx";
import { ExecutePlan } from "./execute-plan.tsx";

interface PlanViewProps {
  readonly ws: string;
  readonly env: string;
  readonly plan: Stored;
}

const tones: Readonly<Record<string, "success" | "warning" | "danger">> = {
  done: "success",
  left: "warning",
  failed: "danger",
};

/** What a plan changes and keeps, what became of it, and its execution. */
export function PlanView({ ws, env, plan }: PlanViewProps) {
  const { words, formats } = useLanguage();
  const status = textOf(plan, "status");
  const isActive = status === "planning" || status === "executing";
  const { data: run } = useRestoreRun(ws, isActive ? textOf(plan, "operationRunId") : undefined);
  // What changes stands first: the kept items only say why they stay.
  const items = listOf(plan, "items").toSorted((a, b) => Number(isKept(a)) - Number(isKept(b)));
  const counts = fieldOf(plan, "counts");
  const kept = numberOf(counts, "kept") ?? 0;
  const hasResults = items.some((item) => resultOf(item) !== undefined);
  return (
    <SpaceBetween size="m">
      {isActive && run !== undefined && <RunStanding run={run} isExecution={status === "executing"} />}
      <ApprovalPanel ws={ws} id={plan.id} />
      {counts !== undefined && (
        <Container>
          <KeyValuePairs
            columns={2}
            items={[
              { label: words.plan.totals.changed, value: <Total of={(numberOf(counts, "total") ?? 0) - kept} /> },
              { label: words.plan.totals.kept, value: <Total of={kept} /> },
            ]}
          />
        </Container>
      )}
      <Table
        items={items}
        contentDensity="compact"
        wrapLines
        ariaLabels={{ tableLabel: words.plan.items }}
        header={
          <Header
            variant="h2"
            counter={`(${formats.number(items.length)})`}
            actions={status === "planned" && <ExecutePlan ws={ws} env={env} plan={plan} />}
          >
            {words.plan.items}
          </Header>
        }
        empty={<Box textAlign="center">–</Box>}
        columnDefinitions={[
          {
            id: "name",
            header: words.plan.item,
            isRowHeader: true,
            cell: (item) => <Name item={item} ws={ws} env={env} />,
          },
          {
            id: "action",
            header: words.plan.action,
            cell: (item) => <Planned item={item} />,
          },
          ...(hasResults
            ? [{ id: "result", header: words.plan.result, cell: (item: unknown) => <Result item={item} /> }]
            : []),
        ]}
      />
    </SpaceBetween>
  );
}

const resultOf = (item: unknown): unknown =>
  typeof item === "object" && item !== null && "result" in item ? item.result : undefined;

const isKept = (item: unknown): boolean => textOf(item, "action") === "keep";

function Total({ of }: { readonly of: number }) {
  const { formats } = useLanguage();
  return <Box variant="awsui-value-large">{formats.number(of)}</Box>;
}

/** The name of an item, with a link to its record; versions of one policy differ by when they were stored. */
function Name({ item, ws, env }: { readonly item: unknown; readonly ws: string; readonly env: string }) {
  const { words, formats } = useLanguage();
  const name = textOf(item, "displayName") ?? "–";
  const record = fieldOf(item, "record");
  const [kind = "", id] = [textOf(record, "kind"), textOf(record, "id")];
  const storedAt = textOf(item, "storedAt");
  return (
    <div className="run-lines">
      {id !== undefined && isRecordKind(kind, words.record.kinds) ? (
        <AppLink href={recordPage(ws, env, kind, id)}>{name}</AppLink>
      ) : (
        <span>{name}</span>
      )}
      {storedAt !== undefined && (
        <Box variant="small" color="text-body-secondary">
          {words.plan.storedAt(formats.absolute(storedAt))}
        </Box>
      )}
    </div>
  );
}

function Planned({ item }: { readonly item: unknown }) {
  const { words } = useLanguage();
  const action = textOf(item, "action") ?? "";
  return (
    <div className="run-lines">
      <span>{words.plan.actions[action] ?? action}</span>
      <Reason code={textOf(item, "reason")} />
    </div>
  );
}

function Result({ item }: { readonly item: unknown }) {
  const { words } = useLanguage();
  const result = resultOf(item);
  const status = textOf(result, "status");
  if (status === undefined) return "–";
  return (
    <div className="run-lines">
      <StateBadge state={{ label: words.plan.results[status] ?? status, tone: tones[status] ?? "neutral" }} />
      <Reason code={textOf(result, "reason")} />
    </div>
  );
}

function Reason({ code }: { readonly code: string | undefined }) {
  const { words } = useLanguage();
  if (code === undefined) return null;
  return (
    <Box variant="small" color="text-body-secondary">
      {words.plan.reasons[code] ?? code}
    </Box>
  );
}
