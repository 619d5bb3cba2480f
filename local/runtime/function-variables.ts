import * as z from "zod";
import { localAws } from "../assembly/local-account.ts";
import type { PlannedFunction } from "../assembly/planned-functions.ts";

interface LocalVariables {
  readonly endpoints: {
    readonly dynamodb: string;
    readonly sqs: string;
    readonly objects: string;
    readonly aws: string;
  };
  readonly providerOrigin: string;
  /** The address of console and API. */
  readonly apiUrl: string;
  readonly lifecycleOverrides: string | undefined;
}

/**
 * The local additions to a function's environment: engine endpoints, the console's address without CloudFront, and the
 * sample provider's origin. Unsupported
 * services also point to the local endpoint, which returns an error; otherwise the SDK would call AWS.
 */
export function localVariables(planned: PlannedFunction, local: LocalVariables): Record<string, string> {
  const {
    PROVIDER_ALLOWED_ORIGINS: origins,
    PROVIDER_RATES: rates,
    OPERATION_LIFECYCLE_OVERRIDES: declared,
    CONSOLE_URL,
    ARTIFACTS_URL,
  } = planned.environment;
  const overrides = local.lifecycleOverrides ?? declared;
  return {
    AWS_ACCESS_KEY_ID: localAws.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localAws.credentials.secretAccessKey,
    AWS_ENDPOINT_URL: local.endpoints.aws,
    AWS_ENDPOINT_URL_DYNAMODB: local.endpoints.dynamodb,
    AWS_ENDPOINT_URL_SQS: local.endpoints.sqs,
    AWS_ENDPOINT_URL_S3: local.endpoints.objects,
    AWS_ENDPOINT_URL_KMS: local.endpoints.aws,
    AWS_ENDPOINT_URL_SESV2: local.endpoints.aws,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: local.endpoints.aws,
    AWS_ENDPOINT_URL_EVENTBRIDGE: local.endpoints.aws,
    AWS_ENDPOINT_URL_LAMBDA: local.endpoints.aws,
    ...(CONSOLE_URL !== undefined && { CONSOLE_URL: local.apiUrl }),
    // Nothing has a certificate locally.
    ...(ARTIFACTS_URL !== undefined && { ARTIFACTS_URL: ARTIFACTS_URL.replace(/^https:/, "http:") }),
    ...(origins === undefined
      ? {}
      : { PROVIDER_ALLOWED_ORIGINS: [...origins.split(","), local.providerOrigin].filter(Boolean).join(",") }),
    ...(rates === undefined ? {} : { PROVIDER_RATES: ratesWith(local.providerOrigin, rates) }),
    ...(overrides === undefined ? {} : { OPERATION_LIFECYCLE_OVERRIDES: overrides }),
  };
}

/** The sample provider is paced as Graph is. */
function ratesWith(providerOrigin: string, text: string): string {
  const rates = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  const [graph] = Object.values(rates);
  return JSON.stringify({ ...rates, ...(graph !== undefined && { [providerOrigin]: graph }) });
}
