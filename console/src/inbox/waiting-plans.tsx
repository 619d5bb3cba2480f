import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import type { listPlans } from "../../../shared/contract/plan-routes.ts";
import { useRead } from "../api/use-api.ts";
import { AppLink } from "../parts/app-link.tsx";
import { recordPage } from "../runs/addresses.ts";
import { useLanguage } from "../words/language.tsx";

/** Plans that wait for an approval or for their execution; nothing when none waits. */
export function WaitingPlans({ ws }: { readonly ws: string }) {
  const { words, formats } = useLanguage();
  const { data } = useRead<typeof listPlans>("/api/workspaces/{ws}/plans", { ws });
  if (data === undefined || data.items.length === 0) return null;
  const { approval } = words.plan;
  return (
    <Table
      items={data.items}
      trackBy={({ id }) => id}
      wrapLines
      contentDensity="compact"
      ariaLabels={{ tableLabel: approval.waiting }}
      header={
        <Header variant="h2" counter={`(${formats.number(data.waiting.value)}${data.waiting.atLeast ? "+" : ""})`}>
          {approval.waiting}
        </Header>
      }
      columnDefinitions={[
        {
          id: "plan",
          header: approval.plan,
          isRowHeader: true,
          cell: ({ record, environment, typeLabel }) => (
            <AppLink href={recordPage(ws, environment.id, record.kind, record.id)}>
              {`${environment.name}: ${typeLabel}`}
            </AppLink>
          ),
        },
        { id: "state", header: words.plan.approval.title, cell: ({ stateLabel }) => stateLabel },
        { id: "headline", header: words.plan.totals.changed, cell: ({ headline }) => headline },
        { id: "by", header: approval.requested, cell: ({ request }) => request?.by.name ?? "" },
      ]}
    />
  );
}
