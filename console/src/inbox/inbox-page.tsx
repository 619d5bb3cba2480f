import Alert from "@cloudscape-design/components/alert";
import { useParams } from "react-router";
import type { listCauses } from "../../../shared/contract/operation-routes.ts";
import { useOpenAlerts } from "../alert/open-alerts.tsx";
import { useRead } from "../api/use-api.ts";
import { Answered } from "../parts/answered.tsx";
import { AppLinkButton } from "../parts/app-link.tsx";
import { Page } from "../parts/page.tsx";
import { BrokenPromises } from "../promise/broken-promises.tsx";
import { listPage } from "../runs/addresses.ts";
import { FailingSchedules } from "../schedule/failing-schedules.tsx";
import { useLanguage } from "../words/language.tsx";
import { CauseTable } from "./cause-table.tsx";
import { CauseWindowChoice, useCauseWindow } from "./cause-window.tsx";
import { useWaitingPlans } from "./waiting-plans.tsx";

/** Open issues by concrete cause: one row for everything that one cause keeps open. */
export function InboxPage() {
  const { ws = "" } = useParams();
  const { words, formats } = useLanguage();
  const window = useCauseWindow();
  const alerts = useOpenAlerts(ws);
  const plans = useWaitingPlans(ws);
  const query = useRead<typeof listCauses>(
    "/api/workspaces/{ws}/operations/causes",
    { ws },
    { query: { window }, isMain: true },
  );
  // They stand above the causes, which would move.
  const both = plans.isLoading ? { ...query, data: undefined } : query;
  return (
    <Answered query={both} id={ws} title={words.inbox.title}>
      {({ groups, total, promises, schedules, calm, unread, window: span, checkedAt }) => (
        <Page
          title={words.inbox.title}
          description={[span?.headline, words.checkedAt(formats.clock(checkedAt))].filter(Boolean).join(" ")}
          actions={
            total.value > 0 && (
              <AppLinkButton href={listPage(ws, total.list)}>{words.inbox.all(formats.count(total))}</AppLinkButton>
            )
          }
        >
          {calm !== null && <Alert type="success">{calm}</Alert>}
          {unread !== null && <Alert type="warning">{unread}</Alert>}
          {plans.panel}
          <BrokenPromises ws={ws} promises={promises} />
          <FailingSchedules ws={ws} schedules={schedules} />
          {(groups.length > 0 || window !== undefined) && <CauseWindowChoice window={window} />}
          <CauseTable ws={ws} groups={groups} window={window} />
          {/* Last, so that what is read already does not move. */}
          {alerts.panel}
        </Page>
      )}
    </Answered>
  );
}
