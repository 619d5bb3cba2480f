import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { createApp as createOperationsApi } from "../../functions/operations-api/app.ts";
import { createApp as createReadApi } from "../../functions/read-api/app.ts";
import { platformCapabilities } from "../../shared/access/capabilities.ts";
import {
  directoryItem,
  environmentItem,
  type Membership,
  memberPointerItem,
  membershipItem,
  platformItem,
  workspaceItem,
} from "../../shared/access/items.ts";
import { problem } from "../../shared/contract/problem.ts";
import { routes } from "../../shared/contract/routes.ts";
import type { Ids } from "../../shared/foundation/ids.ts";
import { createRunService } from "../../shared/ledger/run-service.ts";
import { correlationHashOf, identityHash } from "../../shared/run/identity.ts";
import { systemInitiator } from "../../shared/run/run.ts";
import { connectionsIn } from "../records/complete-records.ts";
import { testClock } from "../support/clock.ts";
import { testIds } from "../support/ids.ts";
import { testSigner } from "../support/kms.ts";
import { testLinks } from "../support/links.ts";
import { inRole } from "../support/permissions.ts";
import { createTestTable, type TestTable } from "../support/table.ts";
import { checkOnce } from "./check-once.ts";
import { checkDocumented } from "./documented-answers.ts";
import { type Call, eventOf } from "./events.ts";
import { lambdaContext } from "./lambda-context.ts";
import { serveWithoutProvider } from "./outbound-guard.ts";
import { textFaultsIn } from "./response-texts.ts";

export const provider = "https://provider.example";
export const connection = {
  provider: "microsoft-graph",
  displayName: "Sample",
  baseUrl: `${provider}/v1.0`,
  tokenUrl: `${provider}/token`,
  clientId: "client",
  secretName: "runtruth/test/acme/acme-prod/provider",
  isDefault: true,
  isEnabled: true,
} as const;

const members: Record<string, { workspaceId: string; membership: Membership }> = {
  owner: { workspaceId: "acme", membership: { role: "owner", environments: "all" } },
  manager: { workspaceId: "acme", membership: { role: "manager", environments: "all" } },
  operator: { workspaceId: "acme", membership: { role: "operator", environments: "all" } },
  readonly: { workspaceId: "acme", membership: { role: "readonly", environments: "all" } },
  "lab-operator": { workspaceId: "acme", membership: { role: "operator", environments: ["acme-lab"] } },
  former: {
    workspaceId: "acme",
    membership: { role: "owner", environments: "all", removedAt: "2026-03-01T00:00:00.000Z" },
  },
  outsider: { workspaceId: "globex", membership: { role: "owner", environments: "all" } },
};

export interface TestResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The raw response text. */
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of many shapes, each validated against the contract first.
  readonly body: any;
}

/** How often each answer of a route is requested again in German, per world. */
const germanRepeatsMax = 10;

/** Both APIs over one table with two workspaces, and a queue mocked at the wire. */
export async function createWorld(
  options: { ratePerSecond?: number; table?: TestTable; sendsMail?: boolean; ids?: Ids } = {},
) {
  const { ratePerSecond = 1000, table = await createTestTable(), sendsMail = true, ids = testIds() } = options;
  const { client, tableName } = table;
  const tableHost = "endpoint" in table ? URL.parse(String(table.endpoint))?.host : undefined;
  const clock = testClock();
  const sqsClient = new SQSClient({ region: "us-east-1" });
  const sqs = mockClient(sqsClient);
  sqs.on(SendMessageCommand).resolves({ MessageId: "message-1" });
  const logged: unknown[][] = [];
  const decisions: string[] = [];
  const log = { error: (...line: unknown[]) => void logged.push(line) };
  const storeCalls: string[] = [];
  client.middlewareStack.add(
    (next, context) => (args) => {
      storeCalls.push(context.commandName ?? "");
      return next(args);
    },
    { step: "initialize", name: "countCalls" },
  );
  let keyReads = 0;
  const inGerman = new Map<string, number>();

  const items = [
    workspaceItem("acme", { name: "Acme" }),
    workspaceItem("globex", { name: "Globex" }),
    directoryItem("acme"),
    directoryItem("globex"),
    environmentItem("acme", "acme-prod", { name: "Acme production" }),
    environmentItem("acme", "acme-lab", { name: "Acme lab" }),
    environmentItem("globex", "globex-prod", { name: "Globex production" }),
    ...Object.entries(members).flatMap(([user, { workspaceId, membership }]) => [
      membershipItem(workspaceId, user, membership),
      memberPointerItem(workspaceId, user),
    ]),
    platformItem("platform", { capabilities: ["platform.operations.view"] }),
    platformItem("platform-chief", { capabilities: [...platformCapabilities] }),
    platformItem("platform-guest", { capabilities: ["platform.console.view"] }),
  ];
  const put = (Item: Record<string, unknown>) => client.send(new PutCommand({ TableName: tableName, Item }));
  await Promise.all(items.map(put));

  const runService = createRunService({ client, tableName, clock, ids });
  const connections = connectionsIn({ client, tableName, clock });
  const common = { client, tableName, clock, overrides: {}, ratePerSecond, log };
  const apis = {
    "read-api": inRole(
      "ReadApi",
      createReadApi({
        ...common,
        async readCursorKey() {
          keyReads += 1;
          return "a key of at least thirty-two characters";
        },
      }),
    ),
    "operations-api": inRole(
      "OperationsApi",
      createOperationsApi({
        ...common,
        ids,
        sqs: sqsClient,
        queueUrls: { short: "https://sqs.example/short", long: "https://sqs.example/long" },
        tableClock: clock,
        deployment: "test",
        sendsMail,
        allowedOrigins: [provider],
        links: testLinks,
        signer: testSigner(),
        auditRetentionDays: 90,
        onDecision: (decision) => void decisions.push(decision),
      }),
    ),
  };

  /** Sends a request to the function of its route and validates the answer against the contract. */
  async function call(request: Call): Promise<TestResponse> {
    const response = await send(request);
    const isGerman = request.headers?.["accept-language"]?.startsWith("de") === true;
    expectWords(request, response, isGerman ? "de" : "en");
    // Requests without side effects are repeated in German, unless store calls are counted.
    const isHarmless = response.status === 200 ? (request.method ?? "GET") === "GET" : response.status >= 400;
    const seen = `${request.method ?? "GET"} ${routeOf(request.method ?? "GET", request.path)?.name} ${response.status}`;
    const repeats = inGerman.get(seen) ?? 0;
    const isCounted = options.table !== undefined || options.ratePerSecond !== undefined;
    if (isHarmless && !isCounted && !isGerman && response.status !== 401 && repeats < germanRepeatsMax) {
      inGerman.set(seen, repeats + 1);
      const before = { calls: storeCalls.length, lines: logged.length, keyReads };
      expectWords(request, await send({ ...request, headers: { ...request.headers, "accept-language": "de" } }), "de");
      storeCalls.length = before.calls;
      logged.length = before.lines;
      keyReads = before.keyReads;
    }
    return response;
  }

  function expectWords(request: Call, { body, status, text }: TestResponse, locale: "en" | "de"): void {
    // The OpenAPI document is for developers and has one language.
    if (request.path.endsWith("/openapi.json")) return;
    checkOnce(["words", locale, text], () => {
      const wrong = textFaultsIn(body, locale);
      if (wrong.length > 0) throw new Error(`${locale} ${status} ${request.path} says: ${wrong.join(" | ")}`);
    });
  }

  async function send(request: Call): Promise<TestResponse> {
    const event = eventOf(request);
    const route = routeOf(event.requestContext.http.method, request.path);
    const api = route?.function ?? "read-api";
    const answer = await serveWithoutProvider(tableHost, () => apis[api](event, lambdaContext));
    const { statusCode = 0, headers = {}, body: text = "" } = answer;
    if (statusCode === 304 && text === "") return { status: statusCode, headers, text, body: null };
    const mediaType = String(headers["content-type"]).split(";")[0] ?? "";
    const isLines = mediaType === "text/csv" || mediaType === "application/x-ndjson";
    const body: unknown = isLines ? text : JSON.parse(text);
    const schema = statusCode >= 400 ? problem : route?.answers[statusCode];
    if (schema === undefined) throw new Error(`the contract has no answer ${statusCode} for ${request.path}`);
    checkOnce(["answer", route?.name ?? "", statusCode, mediaType, text], () => {
      if (!isLines) schema.parse(body);
      // The contract leaves 401 to the gateway; ours covers events without an authorizer.
      if (route !== undefined && statusCode !== 401) checkDocumented({ ...route, status: statusCode, mediaType }, body);
    });
    return { status: statusCode, headers, text, body };
  }

  return {
    ...table,
    clock,
    ids,
    sqs,
    logged,
    /** Decisions of adapters that were asked through the API. */
    decisions,
    storeCalls,
    runService,
    connections,
    call,
    put,
    keyReads: () => keyReads,

    /** A stored run with its own correlation key, unless a line is given whose last run has ended. */
    async aRun(
      options: {
        environmentId?: string | null;
        type?: string;
        initiator?: string;
        workspaceId?: string;
        line?: string;
      } = {},
    ) {
      const {
        environmentId = "acme-prod",
        type = "policy.sync",
        initiator = "operator",
        workspaceId = "acme",
      } = options;
      clock.advance(1);
      const { line = clock.now().toISOString() } = options;
      const scope = { workspaceId, environmentId };
      const ensured = await runService.ensure({
        type,
        ...scope,
        initiator: initiator === systemInitiator.id ? systemInitiator : { id: initiator, name: initiator },
        identityHash: identityHash({ ...scope, type, identity: { line } }),
        correlationHash: correlationHashOf([], {}),
        input: {},
        context: { providerConnectionId: "default" },
        firstDueSeconds: 120,
      });
      if (ensured.kind !== "created") throw new Error(`expected a new run, got ${ensured.kind}`);
      return ensured.run;
    },
  };
}
export type World = Awaited<ReturnType<typeof createWorld>>;

/** The parts of two answers that must be identical to be indistinguishable. */
export function bytesOf({ status, headers, text }: TestResponse) {
  const { "x-request-id": _id, date: _date, ...rest } = headers;
  return { status, headers: rest, text };
}

const patterns = routes.map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
}));

function routeOf(method: string, path: string) {
  return patterns.find(({ route, pattern }) => route.method === method && pattern.test(path))?.route;
}
