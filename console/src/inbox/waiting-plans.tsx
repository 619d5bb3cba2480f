import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import type * as z from "zod";
import type { listPlans } from "../../../shared/contract/plan-routes.ts";
import type { planPage } from "../../../shared/contract/plans.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { useCramped } from "../parts/use-narrow.ts";
import { recordPage } from "../runs/addresses.ts";
import { useLanguage } from "../words/language.tsx";

/**
 * The panel of plans that wait for an approval or for their execution, and whether it is still unknown what stands in it.
 * Nothing when all were read and none waits.
 */
export function useWaitingPlans(ws: string) {
  const query = useRead<typeof listPlans>("/api/workspaces/{ws}/plans", { ws });
  return {
    isLoading: query.isLoading,
    panel: <Answered query={query}>{(page) => <PlanTable ws={ws} page={page} />}</Answered>,
  };
}

function PlanTable({ ws, page }: { readonly ws: string; readonly page: z.infer<typeof planPage> }) {
  const { words, formats } = useLanguage();
  const isCramped = useCramped();
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
      columnDefinitions={
        isCramped
          ? [
              {
                id: "plan",
                header: approval.plan,
                isRowHeader: true,
                cell: (item) => (
                  <div className="run-lines">
                    <PlanLink ws={ws} item={item} />
                    <span>
                      {item.stateLabel}
                      {item.request !== null && ` · ${approval.requested}: ${item.request.by.name}`}
                    </span>
                    <span>{item.headline}</span>
                  </div>
                ),
              },
            ]
          : [
              {
                id: "plan",
                header: approval.plan,
                isRowHeader: true,
                cell: (item) => <PlanLink ws={ws} item={item} />,
              },
              { id: "state", header: approval.title, cell: ({ stateLabel }) => stateLabel },
              { id: "headline", header: words.plan.totals.changed, cell: ({ headline }) => headline },
              { id: "by", header: approval.requested, cell: ({ request }) => request?.by.name ?? "" },
            ]
      }
    />
  );
}

interface PlanLinkProps {
  readonly ws: string;
  readonly item: z.infer<typeof planPage>["items"][number];
}

function PlanLink({ ws, item: { record, environment, typeLabel } }: PlanLinkProps) {
  return (
    <AppLink href={recordPage(ws, environment.id, record.kind, record.id)}>
      {`${environment.name}: ${typeLabel}`}
    </AppLink>
  );
}
