import type { Access } from "../../shared/access/access-store.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { RunLists } from "../../shared/ledger/run-lists.ts";
import type { StoreTarget } from "../../shared/ledger/store.ts";
import { createAlertChannels } from "../../shared/records/alert-channels.ts";
import { createAlertRules } from "../../shared/records/alert-rules.ts";
import { createAlerts } from "../../shared/records/alerts.ts";
import { createClockBeats } from "../../shared/records/clock-beats.ts";
import type { Endpoint } from "../middleware/endpoint.ts";
import type { Cursors } from "./cursor.ts";
import type { PresentRuns } from "./present-runs.ts";
import { listAlertDeliveriesEndpoint } from "./routes/list-alert-deliveries.ts";
import {
  listAlertChannelsEndpoint,
  listAlertRulesEndpoint,
  listAlertsEndpoint,
  showAlertEndpoint,
} from "./routes/list-alerts.ts";
import type { RunReader } from "./run-reader.ts";

interface Dependencies {
  readonly target: StoreTarget & { readonly clock: Clock };
  readonly access: Access;
  readonly cursors: Cursors;
  readonly lists: RunLists;
  readonly reader: RunReader;
  readonly presentRuns: PresentRuns;
}

/** The routes of alerts, their rules and their channels. */
export function alertEndpoints({ target, access, cursors, lists, reader, presentRuns }: Dependencies): Endpoint[] {
  const { clock } = target;
  const channels = createAlertChannels(target);
  const alerting = {
    ...{ access, cursors, clock, channels, alerts: createAlerts(target) },
    ...{ beats: createClockBeats(target), rules: createAlertRules(target) },
  };
  return [
    listAlertsEndpoint(alerting),
    showAlertEndpoint(alerting),
    listAlertRulesEndpoint(alerting),
    listAlertChannelsEndpoint(alerting),
    listAlertDeliveriesEndpoint({ access, cursors, clock, channels, lists, reader, presentRuns }),
  ];
}
