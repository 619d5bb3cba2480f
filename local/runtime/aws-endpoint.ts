import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import * as z from "zod";
import { localAccount, localArn } from "../assembly/local-account.ts";
import type { AnswerKms } from "../engines/signing-keys.ts";
import { isFromWebPage } from "../engines/web-pages.ts";
import type { FunctionPool } from "./function-pool.ts";
import type { FindSecret } from "./secrets.ts";

export interface AwsEndpointSetup {
  readonly findSecret: FindSecret;
  readonly answerKms: AnswerKms;
  /** Takes a `SendEmail` request of SES v2. Throws a `ZodError` for another shape. */
  readonly receiveMail: (input: unknown) => void;
  /** The file to which each event is appended as a JSON line. */
  readonly eventsFile: string;
  /** Finds a function by name, ARN or key. */
  findFunction(nameOrArn: string): FunctionPool | undefined;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const json = (body: unknown, status = 200): Answer => ({ status, body: JSON.stringify(body) });
const refusal = (type: string, message: string, status = 400) => json({ __type: type, message }, status);

/** Serves the AWS APIs that have no server of their own: secrets, signing keys, mail, events and function invocations. */
export function createAwsEndpoint(setup: AwsEndpointSetup): Server {
  return createServer((request, response) => {
    answer(request, setup)
      .catch((error: unknown) =>
        error instanceof z.ZodError
          ? refusal("ValidationException", z.prettifyError(error))
          : refusal("InternalFailure", error instanceof Error ? error.message : String(error), 500),
      )
      .then(({ status, body, headers }) => {
        response.writeHead(status, { "content-type": "application/x-amz-json-1.1", ...headers });
        response.end(body);
      });
  });
}

async function answer(request: IncomingMessage, setup: AwsEndpointSetup): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString();
  const path = decodeURIComponent((request.url ?? "/").split("?")[0] ?? "/");
  if (isFromWebPage(request)) return refusal("AccessDenied", "web pages may not call this endpoint", 403);

  const [, functionName] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(path) ?? [];
  if (functionName !== undefined) {
    return invoke(setup.findFunction(functionName), text, request.headers["x-amz-invocation-type"]);
  }
  if (path === "/v2/email/outbound-emails") {
    setup.receiveMail(JSON.parse(text));
    return { ...json({ MessageId: randomUUID() }), headers: { "content-type": "application/json" } };
  }
  const target = String(request.headers["x-amz-target"] ?? "");
  if (target === "secretsmanager.GetSecretValue") return getSecretValue(setup.findSecret, JSON.parse(text));
  if (target === "AWSEvents.PutEvents") return putEvents(setup.eventsFile, JSON.parse(text));
  const signed = target.startsWith("TrentService.") ? setup.answerKms(target, JSON.parse(text)) : undefined;
  if (signed !== undefined)
    return "error" in signed ? refusal(signed.error, "the key cannot do this") : json(signed.body);
  return refusal("UnknownOperationException", `the local stack does not answer ${target || path}`, 404);
}

function getSecretValue(findSecret: FindSecret, input: unknown): Answer {
  const { SecretId } = z.object({ SecretId: z.string() }).parse(input);
  const secret = findSecret(SecretId);
  if (secret === undefined) {
    return refusal("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  }
  return json({
    ARN: localArn("secretsmanager", `secret:${secret.name}`),
    Name: secret.name,
    SecretString: secret.value,
    VersionId: "00000000-0000-0000-0000-000000000000",
    VersionStages: ["AWSCURRENT"],
  });
}

const eventsSchema = z.object({
  Entries: z
    .array(
      z.object({
        Source: z.string(),
        DetailType: z.string(),
        Detail: z.string(),
        EventBusName: z.string().default("default"),
        Resources: z.array(z.string()).default([]),
      }),
    )
    .min(1)
    .max(10),
});

function putEvents(file: string, input: unknown): Answer {
  const events = eventsSchema.parse(input).Entries.map((entry) => ({
    version: "0",
    id: randomUUID(),
    "detail-type": entry.DetailType,
    source: entry.Source,
    account: localAccount.account,
    time: new Date().toISOString(),
    region: localAccount.region,
    resources: entry.Resources,
    detail: JSON.parse(entry.Detail),
    eventBusName: entry.EventBusName,
  }));
  appendFileSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  return json({ FailedEntryCount: 0, Entries: events.map(({ id }) => ({ EventId: id })) });
}

async function invoke(
  pool: FunctionPool | undefined,
  text: string,
  type: string | string[] | undefined,
): Promise<Answer> {
  if (pool === undefined) return refusal("ResourceNotFoundException", "there is no such function", 404);
  const event: unknown = text === "" ? {} : JSON.parse(text);
  if (type === "DryRun") return { status: 204, body: "" };
  if (type === "Event") {
    void pool.invoke(event);
    return { status: 202, body: "" };
  }
  const result = await pool.invoke(event);
  if (result.outcome === "answered") return { status: 200, body: result.payload };
  const { errorType, errorMessage, trace } = result;
  return { ...json({ errorType, errorMessage, trace }), headers: { "x-amz-function-error": "Unhandled" } };
}
