import { prices } from "../tools/cost/prices.ts";

/** The AWS prices of the product's own bill: US dollars in us-east-1, on demand, without free tier. */
export const awsPrices = {
  writeUnitsPerMillion: prices.writeUnit.dollars,
  readUnitsPerMillion: prices.readUnit.dollars,
  queueRequestsPerMillion: prices.queueRequest.dollars,
  lambdaRequestsPerMillion: prices.invocation.dollars,
  /** arm64. */
  lambdaGigabyteSecond: prices.gigabyteSecond.dollars,
  httpApiRequestsPerMillion: prices.apiRequest.dollars,
  logGigabyte: prices.logGigabyte.dollars,
  sources: [...new Set(Object.values(prices).map(({ source, asOf }) => `${source} (${asOf})`))],
} as const;

/** The prices of alternatives, for one tracked run of one task, orchestration only. */
export interface Alternative {
  readonly name: string;
  readonly dollarsPerMillion: number;
  readonly counts: string;
  readonly lacks: string;
  readonly source: string;
}

export const alternatives: readonly Alternative[] = [
  {
    name: "Step Functions Express",
    dollarsPerMillion: 5.1,
    counts: "1 request, 2 s at 64 MB (2.1), logs (2)",
    lacks: "five minutes at most, at least once, no history to ask but logs",
    source: "aws.amazon.com/step-functions/pricing; wring.co pricing guide, March 2026",
  },
  {
    name: "Hatchet Cloud",
    dollarsPerMillion: 10,
    counts: "1 task run, without the plan of $500 a month",
    lacks: "three days of history on that plan",
    source: "api-evangelist/hatchet, a third party's transcript, 2026",
  },
  {
    name: "Lambda durable functions",
    dollarsPerMillion: 24,
    counts: "3 durable operations, without data written and kept",
    lacks: "no list across functions by workspace; chosen when a function is created",
    source: "AWS Lambda pricing page, copy of 2026-09-20",
  },
  {
    name: "Trigger.dev",
    dollarsPerMillion: 42,
    counts: "1 run (25) of 1 s on the smallest machine (17)",
    lacks: "the work runs on their machines",
    source: "trigger.dev pricing as quoted by api-evangelist/trigger-dev, 2026",
  },
  {
    name: "Step Functions Standard",
    dollarsPerMillion: 50,
    counts: "2 transitions; 125 with 5",
    lacks: "no answer by workspace, no derived staleness; history for 90 days",
    source: "aws.amazon.com/step-functions/pricing",
  },
  {
    name: "Temporal Cloud",
    dollarsPerMillion: 100,
    counts: "2 actions: a start and one activity; a plan of $500 a month or 10 %",
    lacks: "workers of your own that always run",
    source: "temporalio/documentation: evaluate/cloud/pricing, 2026",
  },
  {
    name: "Inngest",
    dollarsPerMillion: 100,
    counts: "2 executions beyond those of the plan",
    lacks: "the functions are called from outside",
    source: "inngest.com/docs/durable-execution/limits; api-evangelist/inngest, 2026",
  },
];

/** The cost of a million runs, line by line: one HTTP start each, messages one by one. */
export function billPerMillion(life: {
  readonly write: number;
  readonly read: number;
  readonly queueRequests: number;
}) {
  const { writeUnitsPerMillion, readUnitsPerMillion, queueRequestsPerMillion } = awsPrices;
  // 12 ms for the start, 10 ms of tracking in the worker, 5 ms for the follow-up; 512 MB. Estimated, not measured on AWS.
  const gigabyteSeconds = 0.5 * 0.027 * 1e6;
  const lines = {
    "HTTP API, one request": awsPrices.httpApiRequestsPerMillion,
    "Lambda, three requests (start, worker, follow-up)": 3 * awsPrices.lambdaRequestsPerMillion,
    "Lambda, 27 ms at 512 MB": gigabyteSeconds * awsPrices.lambdaGigabyteSecond,
    "DynamoDB, written": life.write * writeUnitsPerMillion,
    "DynamoDB, read": life.read * readUnitsPerMillion,
    "SQS, requests": life.queueRequests * queueRequestsPerMillion,
    "logs, 0.8 GB": 0.8 * awsPrices.logGigabyte,
  };
  const total = Object.values(lines).reduce((sum, dollars) => sum + dollars, 0);
  return { lines, total };
}
