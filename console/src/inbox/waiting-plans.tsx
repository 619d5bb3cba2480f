import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import type * as z from "zod";
import type { listPlans } from "../../../shared/contract/plan-routes.ts";
import type { planPage } from "../../../shared/contract/plans.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { recordPage } from "../runs/addresses.ts";
import { useLanguage } from "../words/language.tsx";

/** Plans that wait for an approval or for their execution; nothing when all were read and none waits. */
export function WaitingPlans({ ws }: { readonly ws: string }) {
  const query = useRead<typeof listPlans>("/api/workspaces/{ws}/plans", { ws });
  if (query.isLoading) return null;
  return <Answered query={query}>{(page) => <PlanTable ws={ws} page={page} />}</Answered>;
}

function PlanTable({ ws, page }: { readonly ws: string; readonly page: z.infer<typeof planPage> }) {
  const { words, formats } = useLanguage();
  const { items, waiting } = page;
  if (items.length === 0 && !waiting.atLeast) return null;
  const { approval } = words.plan;
  return (
    <Table
      items={items}
      trackBy={({ id }) => id}
      wrapLines
      contentDensity="compact"
      ariaLabels={{ tableLabel: approval.pending }}
      header={
        // Approved plans stand here too: the count is that of the plans on which a decision is due.
        <Header
          variant="h2"
          description={approval.waiting(formats.count({ value: waiting.value, capped: waiting.atLeast }))}
        >
          {approval.pending}
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
