import { type Call, createDynamoDb, type DynamoDb } from "../../local/engines/table/engine.ts";
import { keyText } from "../../local/engines/table/schema.ts";
import { parseItem } from "../../local/engines/table/values.ts";
import { queueOf } from "../../shared/run/lanes.ts";
import { createDirectClient } from "../engines/dynamodb/client.ts";
import { toItem } from "../engines/dynamodb/marshalling.ts";
import { createRandom } from "../engines/random.ts";
import { createDirectSqsClient } from "../engines/sqs/client.ts";
import { createSqs, queueUrlOf, type Sqs } from "../engines/sqs/engine.ts";
import { NOW } from "../support/clock.ts";
import { randomFrom } from "../support/ids.ts";
import { loadProduct, type Product } from "../support/product.ts";
import { tableDefinition } from "../support/table.ts";
import { assembleWorld, type World, workspaceIds } from "./assemble-world.ts";
import { createFaults, type FaultSetting } from "./faults.ts";
import { createQueueGateway, createTableGateway } from "./gateways.ts";
import { isSimulated } from "./operations.ts";
import { declaredQueues } from "./queues.ts";
import { createScheduler, type Process } from "./scheduler.ts";
import { peopleItems } from "./whole/people.ts";
import { connect } from "./whole/provider-network.ts";

const tableName = "ledger";
const environmentIds = ["prod", "lab"];
/** The tenants of the real operations. */
const scopes = [
  { workspaceId: "acme", environmentId: "prod" },
  { workspaceId: "globex", environmentId: "lab" },
];

/** A mutant's change to a request; it knows the caller and may query the table. */
export type Change = (call: Call, by: { readonly label: string; readonly engine: DynamoDb }) => Call;

/** What a mutant changes: the product's source text, its table requests, or both. */
export interface Broken {
  readonly product?: Product;
  readonly change?: Change;
}

/**
 * Whether a request serves one simulated run: its start, its attempts, and what other functions read and write about it.
 * Queries and batches concern many runs, and what a sweep reads depends on its schedule: neither is counted.
 */
function isForSimulatedRun({ operation, request }: Call, by: Process, engine: DynamoDb): boolean {
  if (operation === "Query" || operation === "BatchGetItem") return false;
  if (operation === "GetItem" && by.label === "sweep") return false;
  const type = by.run?.type ?? typeNamedBy(request, engine);
  // Only simulated starts name no type, in a process without a known run: they write identities and idempotency keys.
  return type === undefined || isSimulated({ type });
}

/** The type of the run that a request's key names; undefined for keys of other items and for unused run ids. */
function typeNamedBy({ Item, Key }: Call["request"], engine: DynamoDb): string | undefined {
  const { pk, type } = parseItem(Item ?? Key);
  const key = keyText(pk).slice(1);
  if (key.startsWith("SUCCESS#")) return key.split("#")[3];
  if (pk === undefined || !key.startsWith("RUN#")) return undefined;
  const stored = type ?? engine.table(tableName).find({ pk, sk: { S: "#" } })?.type;
  return stored && keyText(stored).slice(1);
}

/** A world on in-process engines, with the product or with a mutant of it. */
export async function createWorld(seed: number, setting: FaultSetting, broken: Broken): Promise<World> {
  const { product = await loadProduct(), change = (call) => call } = broken;
  const next = randomFrom(seed);
  const random = createRandom(next);
  const faults = createFaults(setting, random);
  const scheduler = createScheduler(NOW, random);
  const units = { write: 0, read: 0, calls: 0, callsForSimulated: 0 };
  const unitsByChange = new Map<number, number>();
  const messages: string[] = [];

  const engine: DynamoDb = createDynamoDb({
    clock: scheduler.trueClock,
    indexLagMillis() {
      const lag = faults.happens("gsi_lag") ? 1000 + random.below(24_000) : 0;
      return faults.happens("gsi_lost_ordering") ? lag + random.below(3000) : lag;
    },
    unprocessed(_operation, asked) {
      // Checks read pages outside virtual time: a retry would wait for a real timer and break reproducibility.
      const isInside = scheduler.current() !== undefined;
      return isInside && faults.happens("batch_unprocessed") ? random.below(asked) : 0;
    },
    observe(report) {
      const by = scheduler.current();
      // Reads by checks are not counted.
      if (by === undefined) return;
      units.write += report.writeUnits;
      units.read += report.readUnits;
      units.calls += 1;
      if (isForSimulatedRun(report, by, engine)) units.callsForSimulated += 1;
      // A write with an effect is the newest stream record.
      const sequence = report.writeUnits > 0 && report.error === undefined ? engine.table(tableName).changeCount() : 0;
      if (sequence > 0 && !unitsByChange.has(sequence)) unitsByChange.set(sequence, report.writeUnits);
    },
  });
  engine.execute({ operation: "CreateTable", request: { ...tableDefinition(tableName) } });

  const sqs = createSqs({
    clock: scheduler.trueClock,
    queues: declaredQueues,
    copies: () => (faults.happens("duplicate_delivery") ? 2 : 1),
    delayMillis: () => (faults.happens("delayed_delivery") ? random.below(300_000) : 0),
    choose: (_queue, ready) => (faults.happens("reordering") ? random.below(ready) : 0),
  });

  const keeping: Sqs = {
    ...sqs,
    execute(call) {
      if (call.operation === "SendMessage") messages.push(JSON.stringify(call.request));
      return sqs.execute(call);
    },
  };
  const parts = { scheduler, faults, random };
  for (const plain of peopleItems(workspaceIds, environmentIds)) {
    engine.execute({ operation: "PutItem", request: { TableName: tableName, Item: toItem(plain) } });
  }
  return assembleWorld({
    ...parts,
    network: connect(parts, scopes),
    observer: createDirectClient(async (call) => engine.execute(call)),
    product,
    seed,
    setting,
    units,
    sqs,
    table: engine.table(tableName),
    messages,
    unitsOf: (sequence) => unitsByChange.get(sequence),
    client: createDirectClient(
      createTableGateway({
        ...parts,
        engine,
        change: (call) => change(call, { label: scheduler.current()?.label ?? "", engine }),
      }),
    ),
    sqsClient: createDirectSqsClient(createQueueGateway({ ...parts, sqs: keeping })),
    tableName,
    queueUrls: { short: queueUrlOf(queueOf("short")), long: queueUrlOf(queueOf("long")) },
  });
}
