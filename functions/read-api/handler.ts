import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import { systemClock } from "../../shared/foundation/clock.ts";
import { rateEnv, readEnv, tableEnv } from "../../shared/foundation/env.ts";
import { createLog } from "../../shared/observability/log.ts";
import { overridesEnv } from "../../shared/operations/lifecycle-overrides.ts";
import { tableClient } from "../middleware/clients.ts";
import { invocation } from "../middleware/invocation.ts";
import { secretsClient } from "../middleware/secrets-client.ts";
import { createApp } from "./app.ts";

const env = readEnv(tableEnv.extend({ ...overridesEnv, ...rateEnv.shape, CURSOR_SECRET_ID: z.string().min(1) }));
const secrets = secretsClient();
/** Long enough to resist brute force. */
const cursorKey = z.object({ SecretString: z.string().min(32) });

const log = createLog(env.POWERTOOLS_SERVICE_NAME);

const app = createApp({
  client: tableClient(),
  tableName: env.TABLE_NAME,
  clock: systemClock,
  overrides: env.OPERATION_LIFECYCLE_OVERRIDES,
  async readCursorKey() {
    const secret = await secrets.send(new GetSecretValueCommand({ SecretId: env.CURSOR_SECRET_ID }));
    return cursorKey.parse(secret).SecretString;
  },
  ratePerSecond: env.RATE_LIMIT_PER_SECOND,
  log,
});

export const handler = invocation(log, app);
