import type { SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createAccess } from "../../shared/access/access-store.ts";
import type { Clock } from "../../shared/clock.ts";
import { createDelivery } from "../../shared/dispatch/deliver.ts";
import { createSender } from "../../shared/dispatch/send.ts";
import { createReplay, createStarter } from "../../shared/dispatch/start-run.ts";
import type { Ids } from "../../shared/ids.ts";
import { createRunService } from "../../shared/ledger/run-service.ts";
import type { Log } from "../../shared/log.ts";
import { createProviderConnections } from "../../shared/records/provider-connections.ts";
import type { Lane } from "../../shared/run/lanes.ts";
import type { LifecycleOverrides } from "../../shared/run/lifecycle.ts";
import { createApi } from "../middleware/api.ts";
import { rateLimit } from "../middleware/rate-limit.ts";
import { createRunAnswers } from "../middleware/run-answer.ts";
import { createPrepareNeeds } from "./prepare-needs.ts";
import { startOperationEndpoint } from "./routes/start-operation.ts";
import { writeProviderConnectionEndpoint } from "./routes/write-provider-connection.ts";

export interface Dependencies {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly sqs: SQSClient;
  readonly queueUrls: Readonly<Record<Lane, string>>;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Origins that a provider connection may name. */
  readonly allowedOrigins: readonly string[];
  readonly overrides: LifecycleOverrides;
  /** Requests per second one caller may go on with, in this execution environment. */
  readonly ratePerSecond: number;
  readonly log: Pick<Log, "error">;
}

/** Every route that changes something. */
export function createApp(dependencies: Dependencies) {
  const { client, tableName, sqs, queueUrls, clock, ids, overrides, allowedOrigins, ratePerSecond, log } = dependencies;
  const access = createAccess({ client, tableName });
  const runService = createRunService({ client, tableName, clock, ids });
  const delivery = createDelivery({ runService, clock, send: createSender({ client: sqs, queueUrls }) });

  return createApi({
    log,
    before: [rateLimit({ perSecond: ratePerSecond, clock })],
    endpoints: [
      startOperationEndpoint({
        access,
        start: createStarter({ runService, delivery }),
        replay: createReplay({ runService, delivery }),
        prepareNeeds: createPrepareNeeds({ client, tableName, clock }),
        overrides,
        answerOf: createRunAnswers({ overrides, clock }),
      }),
      writeProviderConnectionEndpoint({
        access,
        connections: createProviderConnections({ client, tableName, clock }),
        allowedOrigins,
      }),
    ],
  });
}
