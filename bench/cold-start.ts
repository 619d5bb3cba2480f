import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Bundle, bundle, bytesByPackage, copiesOf, handlerOf, lambdas, sourceOf, whole } from "./bundles.ts";
import type { Measured } from "./report.ts";
import { median, quantile, rounded } from "./statistics.ts";
import { barChart } from "./svg.ts";

const processes = Number(process.env.BENCH_REPEATS ?? 25);
const goal = { kilobytes: 450, timesBareClient: 1.2 } as const;

/** The baseline: a function with only a DynamoDB client of the unmodified SDK, in one file, as most are deployed. */
const bareClient =
  'import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb"; const client = new DynamoDBClient({});' +
  'export const handler = () => client.send(new GetItemCommand({ TableName: "t", Key: {} }));';

/** Every environment variable that a function reads at load, with valid values. */
const variables = {
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  TABLE_NAME: "table",
  POWERTOOLS_SERVICE_NAME: "bench",
  OPERATION_LIFECYCLE_OVERRIDES: "{}",
  CURSOR_SECRET_ID: "secret",
  AUDIT_RETENTION_DAYS: "365",
  NOTIFICATION_RETENTION_DAYS: "90",
  LANE: "short",
  QUEUE_URL_SHORT: "https://queue.example/short",
  QUEUE_URL_LONG: "https://queue.example/long",
  FAILURE_QUEUE_ARN_SHORT: "arn:aws:sqs:eu-central-1:000000000000:short-failed",
  FAILURE_QUEUE_ARN_LONG: "arn:aws:sqs:eu-central-1:000000000000:long-failed",
  PARKED_QUEUE_URL: "https://queue.example/parked",
  EVENT_BUS_NAME: "bus",
  RATE_LIMIT_PER_SECOND: "10",
  DEPLOYMENT: "dev",
  PROVIDER_ALLOWED_ORIGINS: "https://provider.example",
  ARTIFACTS_BUCKET: "artifacts",
  ARTIFACTS_URL: "https://artifacts.example",
  SIGNING_KEY_ID: "key",
  CONSOLE_URL: "https://console.example",
  ISSUER: "https://issuer.example",
  API_SCOPE: "runtruth/call",
  CLIENT_SECRET_ID: "secret",
  CANARY_WORKSPACE: "canary",
  CANARY_ENVIRONMENT: "canary",
  CANARY_OPERATION: "provider.connection.check",
} as const;

/**
 * What each Lambda reads at its start and the time a new process takes to load it, compared with an empty handler and a bare
 * SDK client. They are loaded in turn, so that other load on the machine affects all of them.
 */
export async function measureColdStart(): Promise<Measured> {
  const bundles: Record<string, Bundle> = {
    "empty handler": await bundle(sourceOf("export const handler = () => undefined;"), { banner: {} }),
    "bare SDK client": await bundle(sourceOf(bareClient), { ...whole, splitting: false }),
    "bare SDK client, stand-ins": await bundle(sourceOf(bareClient)),
  };
  for (const lambda of lambdas) {
    bundles[lambda] = await bundle(handlerOf(lambda));
    bundles[`${lambda}, no stand-ins`] = await bundle(handlerOf(lambda), whole);
  }
  const times = loadInTurn(bundles);
  const bare = median(times["bare SDK client"] ?? []);
  const results = Object.entries(bundles).map(
    ([name, { bytes, gzipBytes, allBytes, filesAtStart, inputsAtStart, inputs, imports }]) => {
      const millis = times[name] ?? [];
      return {
        name,
        kilobytes: rounded(bytes / 1000, 1),
        gzipKilobytes: rounded(gzipBytes / 1000, 1),
        filesAtStart,
        allKilobytes: rounded(allBytes / 1000, 1),
        importMillis: {
          median: rounded(median(millis)),
          min: rounded(Math.min(...millis)),
          p90: rounded(quantile(millis, 0.9)),
        },
        timesBareClient: rounded(median(millis) / bare),
        copies: copiesOf(inputs),
        builtInModules: [...new Set(imports)].toSorted(),
        bytesByPackage: bytesByPackage(inputsAtStart),
      };
    },
  );
  return { results: { processes, goal, bundles: results }, plots: plotsOf(results), lines: results.map(lineOf) };
}

interface Result {
  readonly name: string;
  readonly kilobytes: number;
  readonly gzipKilobytes: number;
  readonly allKilobytes: number;
  readonly filesAtStart: number;
  readonly timesBareClient: number;
}

function loadInTurn(bundles: Readonly<Record<string, Bundle>>): Record<string, number[]> {
  const folder = mkdtempSync(join(tmpdir(), "runtruth-bench-"));
  const files = Object.entries(bundles).map(([name, { files }], at) => {
    for (const [path, code] of Object.entries(files)) {
      const file = join(folder, String(at), path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, code);
    }
    return { name, file: join(folder, String(at), "index.mjs") };
  });
  const times: Record<string, number[]> = {};
  // The first round warms the file system cache and is not counted.
  for (let round = 0; round <= processes; round++) {
    for (const { name, file } of files) {
      const millis = loadTime(file);
      if (round > 0) times[name] = [...(times[name] ?? []), millis];
    }
  }
  rmSync(folder, { recursive: true });
  return times;
}

/** Milliseconds of `import()` of a file in a new process. */
function loadTime(file: string): number {
  const program =
    "const from = performance.now(); import(process.argv[1]).then(() => console.log('took', performance.now() - from))";
  const env = { PATH: process.env.PATH ?? "", ...variables };
  const output = execFileSync(process.execPath, ["-e", program, file], { encoding: "utf8", env });
  return Number(/took ([\d.]+)/.exec(output)?.[1]);
}

function plotsOf(results: readonly Result[]) {
  const kinds = ["as deployed", "without stand-ins", "to compare"];
  const kindOf = (name: string) => (name.includes("no stand-ins") ? 1 : /handler|client/.test(name) ? 2 : 0);
  const bars = (value: (result: Result) => number) =>
    results.map((result) => ({ label: result.name, value: value(result), kind: kindOf(result.name) }));
  return {
    bytes: barChart({
      title: "What each Lambda reads at its start",
      unit: "KB minified",
      kinds,
      bars: bars(({ kilobytes }) => kilobytes),
      goal: { value: goal.kilobytes, label: `goal ${goal.kilobytes} KB` },
    }),
    import: barChart({
      title: "Time to load, as a multiple of a bare SDK client",
      unit: `median of ${processes} fresh processes`,
      kinds,
      bars: bars(({ timesBareClient }) => timesBareClient),
      goal: { value: goal.timesBareClient, label: `goal ${goal.timesBareClient} ×` },
    }),
  };
}

const lineOf = ({ name, kilobytes, gzipKilobytes, filesAtStart, allKilobytes, timesBareClient }: Result) =>
  `${name.padEnd(34)} ${String(kilobytes).padStart(7)} KB in ${String(filesAtStart).padStart(2)} files of ${String(allKilobytes).padStart(7)} KB, ` +
  `${String(gzipKilobytes).padStart(6)} KB gzip  ${timesBareClient.toFixed(2)} x bare client`;
