import { parseArgs } from "node:util";
import { SQSClient } from "@aws-sdk/client-sqs";
import { createApiClient } from "../functions/canary/api-client.ts";
import { alarmCheck } from "./smoke/alarm-check.ts";
import { runChecks } from "./smoke/check.ts";
import { edgeChecks } from "./smoke/edge-checks.ts";
import { queueChecks } from "./smoke/queue-checks.ts";
import { runChecksOf } from "./smoke/run-checks.ts";
import { signInCheck } from "./smoke/sign-in-check.ts";
import { signOutCheck } from "./smoke/sign-out-check.ts";

const usage = `npm run smoke -- --url <console> --issuer <issuer> --deployment <name> [--workspace <id>] [--environment <id>]
                 [--provider <origin>] [--queue <url>] [--forge] [--alarm <name>]

  --url          the console's address, output ConsoleUrl
  --issuer       the output Issuer
  --deployment   dev, staging or prod: the first part of secret names
  --workspace    a workspace of its own, which the machine client owns; default smoke
  --environment  an environment of its own in it, made when absent; default smoke
  --provider     an origin of providerAllowedOrigins; default https://graph.microsoft.com. It is not called
  --queue        the URL of the short lane's work queue; needs AWS credentials that may send to it
  --forge        also sends a forged message, which ends in the dead-letter queue and raises its alarm
  --alarm        the name of an alarm to try; needs AWS credentials and the aws command

SMOKE_CLIENT_ID and SMOKE_CLIENT_SECRET are the machine client's. SMOKE_USER, SMOKE_PASSWORD and SMOKE_CODE_SECRET
sign in to the console in a browser. Exit code 1 when a check failed.
`;

/** After this the test fails, whatever it waits for. */
const minutesMax = 10;
const write = (line: string) => void process.stdout.write(`${line}\n`);

try {
  process.exitCode = (await smoke()) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
}

async function smoke(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      url: { type: "string" },
      issuer: { type: "string" },
      deployment: { type: "string" },
      workspace: { type: "string", default: "smoke" },
      environment: { type: "string", default: "smoke" },
      provider: { type: "string", default: "https://graph.microsoft.com" },
      queue: { type: "string" },
      forge: { type: "boolean", default: false },
      alarm: { type: "string" },
    },
  });
  const { url, issuer, deployment, workspace, environment, provider, queue, forge, alarm } = values;
  const { SMOKE_CLIENT_ID: clientId, SMOKE_CLIENT_SECRET: clientSecret, SMOKE_USER: name } = process.env;
  if (url === undefined || issuer === undefined || deployment === undefined)
    throw new Error("--url, --issuer and --deployment are required.");
  if (clientId === undefined || clientSecret === undefined)
    throw new Error("SMOKE_CLIENT_ID and SMOKE_CLIENT_SECRET are required.");

  const deadline = AbortSignal.timeout(minutesMax * 60_000);
  const client = createApiClient({ url, workspace, environment, deadline });
  const runs = runChecksOf(client, { workspace, environment, deployment, providerOrigin: provider });
  const endpoint = process.env.AWS_ENDPOINT_URL_SQS;
  const sqs =
    queue === undefined
      ? undefined
      : new SQSClient(endpoint === undefined ? {} : { endpoint, useQueueUrlAsEndpoint: false });
  const own = { isForging: forge, last: runs.last, workspace, environment, deadline };
  const queues = sqs && queue !== undefined ? { ...own, sqs, workQueue: queue } : undefined;
  const { SMOKE_PASSWORD: password, SMOKE_CODE_SECRET: codeSecret } = process.env;
  const user = name === undefined ? undefined : { name, password, codeSecret };
  return runChecks(
    [
      signInCheck(client, { issuer, clientId, clientSecret }),
      runs.prepare,
      ...runs.checks,
      ...edgeChecks(client),
      ...queueChecks(client, queues),
      runs.cleanUp,
      signOutCheck(url, user, deadline),
      alarmCheck(alarm, deadline),
    ],
    write,
  );
}
