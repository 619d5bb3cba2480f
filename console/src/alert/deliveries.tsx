import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useSearchParams } from "react-router";
import type { listAlertDeliveries } from "../../../shared/contract/alert-routes.ts";
import type { DeliveryAnswer } from "../../../shared/contract/alerts.ts";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLink } from "../parts/app-link.tsx";
import { hasParts, Pager } from "../parts/pager.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { Time } from "../parts/time.tsx";
import { useCramped } from "../parts/use-narrow.ts";
import { AttemptLines } from "../run/attempts.tsx";
import { runPage } from "../runs/addresses.ts";
import { useAlertWords } from "./alert-words.ts";

interface DeliveriesProps {
  readonly ws: string;
  readonly channel: string;
}

const pageSize = "25";

/** The deliveries to a channel, each a run with its attempts, the newest first. The address holds the page. */
export function Deliveries({ ws, channel }: DeliveriesProps) {
  const { words } = useAlertWords();
  const [address] = useSearchParams();
  const cursor = address.get("cursor") ?? undefined;
  const query = useRead<typeof listAlertDeliveries>(
    "/api/workspaces/{ws}/channels/{channel}/deliveries",
    { ws, channel },
    { query: { limit: pageSize, cursor }, isMain: true },
  );
  const columns = useColumns(ws);
  return (
    <Answered query={query}>
      {({ items, nextCursor }) => (
        <Table
          items={items}
          trackBy={({ run }) => run.id}
          wrapLines
          contentDensity="compact"
          ariaLabels={{ tableLabel: words.channel.deliveries }}
          header={<Header variant="h2">{words.channel.deliveries}</Header>}
          empty={<Box textAlign="center">{words.channel.noDeliveries}</Box>}
          columnDefinitions={columns}
          footer={hasParts({ nextCursor, cursor }) && <Pager nextCursor={nextCursor} cursor={cursor} />}
        />
      )}
    </Answered>
  );
}

function useColumns(ws: string): TableProps.ColumnDefinition<DeliveryAnswer>[] {
  const { words } = useAlertWords();
  const isCramped = useCramped();
  const started = ({ run }: DeliveryAnswer) => (
    <AppLink href={runPage(ws, run.id)}>
      <Time at={run.createdAt} />
    </AppLink>
  );
  const kind = ({ isTest }: DeliveryAnswer) => (isTest ? words.channel.testDelivery : words.channel.delivery);
  const result = ({ run }: DeliveryAnswer) => (
    <div className="run-lines">
      <StateBadge state={run.state} />
      <Box variant="small" color="text-body-secondary">
        {run.cause?.text ?? run.reason?.text ?? run.headline}
      </Box>
    </div>
  );
  const attempts = (delivery: DeliveryAnswer) => <AttemptLines attempts={delivery.attempts} />;
  if (isCramped) {
    return [
      {
        id: "started",
        header: words.channel.delivery,
        isRowHeader: true,
        cell: (delivery) => (
          <div className="run-lines">
            <span>
              {started(delivery)} · {kind(delivery)}
            </span>
            {result(delivery)}
            {attempts(delivery)}
          </div>
        ),
      },
    ];
  }
  return [
    { id: "started", header: words.run.created, isRowHeader: true, width: 170, cell: started },
    { id: "kind", header: words.channel.kind, width: 150, cell: kind },
    { id: "result", header: words.run.state, cell: result },
    { id: "attempts", header: words.run.attempts, cell: attempts },
  ];
}
