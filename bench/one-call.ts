import { createHash, createHmac } from "node:crypto";
import { DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { Measured } from "./report.ts";
import { median, rounded } from "./statistics.ts";
import { barChart } from "./svg.ts";
import { wiredTableClient } from "./wire.ts";

const repeats = 7;
const callsPerRepeat = 1_500;

const region = "us-east-1";
const credentials = { accessKeyId: "local", secretAccessKey: "local" };
const removeUndefined = { removeUndefinedValues: true };
const now = "2026-03-02T09:00:00.000Z";
const key = { pk: "RUN#01KJQ2R8S8ZZ1V6X4T9P3N7M5K", sk: "#" };
const values = { ":running": "running", ":now": now, ":one": 1, ":claims": [now] };
/** As large as the claim of a run: names, values and a condition in the request, the complete run in the response. */
const request = {
  TableName: "ledger",
  UpdateExpression: "SET #status = :running, #claims = :claims, #leaseUntil = :now ADD #attempt :one",
  ConditionExpression: "attribute_exists(pk) AND #dueAt <= :now",
  ExpressionAttributeNames: {
    "#status": "status",
    "#claims": "claims",
    "#leaseUntil": "leaseUntil",
    "#attempt": "attempt",
    "#dueAt": "dueAt",
  },
  ReturnValues: "ALL_NEW",
} as const;
const run = {
  ...key,
  type: "policy.sync",
  workspaceKey: "W#acme",
  environmentId: "acme-prod",
  environmentKey: "E#acme#acme-prod",
  initiator: { id: "operator", name: "Operator" },
  createdAt: now,
  context: { subject: "1", providerConnectionId: "default" },
  correlationHash: "0".repeat(64),
  input: { subject: "1" },
  status: "running",
  outcome: "pending",
  openKey: "A#acme-prod#01KJQ2R8S8ZZ1V6X4T9P3N7M5K",
  dueShard: "D#01",
  dueAt: now,
  dispatch: { version: 1, queue: "short", at: now },
  claims: [now],
  attempt: 1,
};
const answer = JSON.stringify({ Attributes: marshall(run) });
const answered = () => ({ statusCode: 200, body: Buffer.from(answer) });

/** One update of a run up to the socket, by three clients in turn in one process. */
const ways: Readonly<Record<string, () => Promise<unknown>>> = {
  "the product's client": through(wiredTableClient(answered)),
  "the SDK's document client": through(
    DynamoDBDocumentClient.from(plainClient(), { marshallOptions: removeUndefined }),
  ),
  "the SDK's plain client": plainly(plainClient()),
  "a request signed by hand": async () => signedByHand(),
};

function plainClient(): DynamoDBClient {
  const handle = async () => ({
    response: { ...answered(), headers: { "content-type": "application/x-amz-json-1.0" } },
  });
  return new DynamoDBClient({ region, credentials, requestHandler: { handle } });
}

function through(client: DynamoDBDocumentClient) {
  return () => client.send(new UpdateCommand({ ...request, Key: key, ExpressionAttributeValues: values }));
}

function plainly(client: DynamoDBClient) {
  return async () => {
    const asItem = { Key: marshall(key), ExpressionAttributeValues: marshall(values, removeUndefined) };
    const { Attributes = {} } = await client.send(new UpdateItemCommand({ ...request, ...asItem }));
    return unmarshall(Attributes);
  };
}

/** The floor: signing and JSON alone, without retries, timeouts or error handling. */
function signedByHand(): unknown {
  const body = JSON.stringify({
    ...request,
    Key: marshall(key),
    ExpressionAttributeValues: marshall(values, removeUndefined),
  });
  const at = new Date().toISOString().replace(/[-:]|\.\d{3}/g, "");
  const scope = `${at.slice(0, 8)}/${region}/dynamodb/aws4_request`;
  const names = "content-type;host;x-amz-date;x-amz-target";
  const headers = `content-type:application/x-amz-json-1.0\nhost:dynamodb.${region}.amazonaws.com\nx-amz-date:${at}\nx-amz-target:DynamoDB_20120810.UpdateItem\n`;
  const canonical = `POST\n/\n\n${headers}\n${names}\n${digest(body)}`;
  const signature = hmac(signingKey(at.slice(0, 8)), `AWS4-HMAC-SHA256\n${at}\n${scope}\n${digest(canonical)}`);
  return {
    signature: signature.toString("hex"),
    attributes: unmarshall(JSON.parse(answered().body.toString()).Attributes),
  };
}

const digest = (text: string) => createHash("sha256").update(text).digest("hex");
const hmac = (secret: string | Buffer, text: string) => createHmac("sha256", secret).update(text).digest();
const keysByDay = new Map<string, Buffer>();

function signingKey(day: string): Buffer {
  const known = keysByDay.get(day);
  if (known !== undefined) return known;
  const made = ["dynamodb", "aws4_request"].reduce(hmac, hmac(hmac(`AWS4${credentials.secretAccessKey}`, day), region));
  keysByDay.set(day, made);
  return made;
}

/** CPU time of one call per client. */
export async function measureOneCall(): Promise<Measured> {
  const times: Record<string, number[]> = {};
  // The first round is a warm-up and not counted.
  for (let repeat = 0; repeat <= repeats; repeat++) {
    for (const [name, call] of Object.entries(ways)) {
      const before = process.cpuUsage();
      for (let calls = 0; calls < callsPerRepeat; calls++) await call();
      const { user, system } = process.cpuUsage(before);
      if (repeat > 0) times[name] = [...(times[name] ?? []), (user + system) / callsPerRepeat];
    }
  }
  const floor = median(times["a request signed by hand"] ?? []);
  const results = Object.entries(times).map(([name, micros]) => ({
    name,
    medianMicros: rounded(median(micros), 1),
    minMicros: rounded(Math.min(...micros), 1),
    timesFloor: rounded(median(micros) / floor, 1),
  }));
  return {
    results: { repeats, callsPerRepeat, ways: results },
    plots: {
      "": barChart({
        title: "Own processor time of one call up to the socket",
        unit: "times a request that is only signed and written as JSON",
        kinds: ["what the product uses", "to compare"],
        bars: results.map(({ name, timesFloor }) => ({
          label: name,
          value: timesFloor,
          kind: name.includes("product") ? 0 : 1,
        })),
      }),
    },
    lines: results.map(({ name, timesFloor }) => `${name.padEnd(28)} ${timesFloor} x a request signed by hand`),
  };
}
