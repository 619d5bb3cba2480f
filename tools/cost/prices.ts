/** A list price in US dollars. */
export interface Price {
  readonly dollars: number;
  /** The number of units that cost this much. */
  readonly per: number;
  readonly unit: string;
  readonly source: string;
  /** The date of the source, or of the copy that was read. */
  readonly asOf: string;
}

const price = (dollars: number, per: number, unit: string, source: string, asOf: string): Price => ({
  dollars,
  per,
  unit,
  source,
  asOf,
});

const million = 1_000_000;
const cloudWatch = ["cloudburn.io/blog/amazon-cloudwatch-pricing", "2026-02"] as const;
const cognito = ["dev.classmethod.jp: Cognito M2M pricing; cur.vantage-api.com", "2025-04"] as const;
const lambda = ["AWS Lambda pricing page", "2026-09-20"] as const;
const cloudFront = ["aws.amazon.com/cloudfront/pricing, copy; wring.co", "2026"] as const;
const waf = ["awsnegotiations.com/waf-pricing-strategy", "2026"] as const;
const secrets = ["hivebook.wiki: AWS Secrets Manager", "2026"] as const;
const memory = ["list price, not read again", "2026-11"] as const;

/** Prices in us-east-1 without free tier. Check them before you rely on a sum. */
export const prices = {
  writeUnit: price(
    0.625,
    million,
    "write units",
    "airbyte.com/data-engineering-resources/dynamodb-pricing",
    "2026-11-21",
  ),
  readUnit: price(
    0.125,
    million,
    "read units",
    "airbyte.com/data-engineering-resources/dynamodb-pricing",
    "2026-11-21",
  ),
  tableGigabyte: price(0.25, 1, "GB a month in the table", ...memory),
  backupGigabyte: price(0.2, 1, "GB a month in point-in-time backups", ...memory),
  queueRequest: price(0.4, million, "SQS requests", "cloudburn.io/blog/amazon-sqs-pricing", "2026-03"),
  invocation: price(0.2, million, "Lambda invocations", ...lambda),
  gigabyteSecond: price(0.0000133334, 1, "Lambda GB-seconds, arm64", ...lambda),
  apiRequest: price(1, million, "HTTP API requests", "apigatewaycost.com/aws; go-cloud.io", "2026"),
  edgeRequest: price(0.01, 10_000, "CloudFront HTTPS requests, Europe and North America", ...cloudFront),
  edgeGigabyte: price(0.085, 1, "GB from CloudFront, Europe and North America", ...cloudFront),
  edgeFunction: price(0.1, million, "CloudFront function invocations", ...memory),
  originGigabyte: price(0.02, 1, "GB from CloudFront to the API", ...memory),
  firewall: price(5, 1, "web ACL a month", ...waf),
  firewallRule: price(1, 1, "firewall rule a month", ...waf),
  firewallRequest: price(0.6, million, "requests through the firewall", ...waf),
  trace: price(5, million, "traces recorded", "aws.amazon.com/xray/pricing, copy; awsnegotiations.com", "2026"),
  logGigabyte: price(0.5, 1, "GB of logs", ...cloudWatch),
  storedLogGigabyte: price(0.03, 1, "GB a month of stored logs, compressed", ...cloudWatch),
  metric: price(0.3, 1, "custom metric a month", ...cloudWatch),
  alarmMetric: price(0.1, 1, "metric of an alarm a month", ...cloudWatch),
  dashboard: price(3, 1, "dashboard a month", ...cloudWatch),
  scheduledStart: price(1, million, "scheduler starts", "cloudburn.io/blog/amazon-eventbridge-pricing", "2026-03"),
  event: price(1, million, "events on the bus", "cloudburn.io/blog/amazon-eventbridge-pricing", "2026-03"),
  secret: price(0.4, 1, "secret a month", ...secrets),
  secretRead: price(0.05, 10_000, "reads of secrets", ...secrets),
  key: price(1, 1, "KMS key a month, and as much after each of the first two rotations", ...memory),
  keyRequest: price(0.03, 10_000, "KMS requests", ...memory),
  machineClient: price(6, 1, "Cognito client with client credentials a month", ...cognito),
  machineToken: price(2.25, 1000, "Cognito tokens by client credentials", ...cognito),
  user: price(0.015, 1, "active Cognito user a month (Essentials)", ...memory),
  signature: price(0.15, 10_000, "KMS requests with an Ed25519 key", ...memory),
  bucketRequest: price(0.005, 1000, "S3 requests, all counted as writes", ...memory),
  bucketOut: price(0.09, 1, "GB from S3 to the internet", ...memory),
  bucketGigabyte: price(0.023, 1, "GB a month in S3", ...memory),
} as const satisfies Readonly<Record<string, Price>>;
export type PriceName = keyof typeof prices;
