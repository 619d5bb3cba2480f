import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import * as z from "zod";
import { localAccount, localArn } from "../assembly/local-account.ts";
import type { EngineRequest, EngineResponse } from "../engines/engine-channel.ts";
import type { AnswerKms } from "../engines/signing-keys.ts";
import type { FunctionPool } from "./function-pool.ts";
import type { FindSecret } from "./secrets.ts";

export interface AwsServicesSetup {
  readonly findSecret: FindSecret;
  readonly answerKms: AnswerKms;
  /** Takes a `SendEmail` request of SES v2. Throws a `ZodError` for another shape. */
  readonly receiveMail: (input: unknown) => void;
  /** The file to which each event is appended as a JSON line. */
  readonly eventsFile: string;
  /** Finds a function by name, ARN or key. */
  findFunction(nameOrArn: string): FunctionPool | undefined;
}

/** The AWS APIs that have no server of their own: secrets, signing keys, mail, events and function invocations. */
export interface AwsServices {
  /** `invocationType` is the header of a Lambda invocation; it waits for the result without one. */
  answer(request: EngineRequest, invocationType?: string): Promise<EngineResponse>;
}

const json = (body: unknown, status = 200): EngineResponse => ({ status, body: JSON.stringify(body) });
export const refusal = (type: string, message: string, status = 400) => json({ __type: type, message }, status);

/** A failure is a response of 500, an input of another shape one of 400. */
export function createAwsServices(setup: AwsServicesSetup): AwsServices {
  return {
    answer: (request, invocationType) =>
      answer(request, invocationType, setup).catch((error: unknown) =>
        error instanceof z.ZodError
          ? refusal("ValidationException", z.prettifyError(error))
          : refusal("InternalFailure", error instanceof Error ? error.message : String(error), 500),
      ),
  };
}

async function answer(
  { path: encodedPath, target, body: text }: EngineRequest,
  invocationType: string | undefined,
  setup: AwsServicesSetup,
): Promise<EngineResponse> {
  const path = decodeURIComponent(encodedPath);
  const [, functionName] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(path) ?? [];
  if (functionName !== undefined) return invoke(setup.findFunction(functionName), text, invocationType);
  if (path === "/v2/email/outbound-emails") {
    setup.receiveMail(JSON.parse(text));
    return { ...json({ MessageId: randomUUID() }), headers: { "content-type": "application/json" } };
  }
  if (target === "secretsmanager.GetSecretValue") return getSecretValue(setup.findSecret, JSON.parse(text));
  if (target === "AWSEvents.PutEvents") return putEvents(setup.eventsFile, JSON.parse(text));
  const signed = target.startsWith("TrentService.") ? setup.answerKms(target, JSON.parse(text)) : undefined;
  if (signed !== undefined)
    return "error" in signed ? refusal(signed.error, "the key cannot do this") : json(signed.body);
  return refusal("UnknownOperationException", `the local stack does not answer ${target || path}`, 404);
}

function getSecretValue(findSecret: FindSecret, input: unknown): EngineResponse {
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

function putEvents(file: string, input: unknown): EngineResponse {
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

async function invoke(pool: FunctionPool | undefined, text: string, type: string | undefined): Promise<EngineResponse> {
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
