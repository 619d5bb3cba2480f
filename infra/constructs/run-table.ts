import { Duration, Stack } from "aws-cdk-lib";
import {
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from "aws-cdk-lib/aws-dynamodb";
import { AnyPrincipal, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { type IndexName, indexes, tableKey, ttlAttribute } from "../../shared/ledger/keys.ts";
import type { Environment } from "../environments.ts";
import { isProtected, retentionOf } from "../retention.ts";
import type { LambdaFunction } from "./lambda-function.ts";

/** The item actions a function may have. Scan and delete are excluded by design. */
export const itemActions = ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"] as const;
type ItemAction = (typeof itemActions)[number];

interface TableAccess {
  readonly items: readonly ItemAction[];
  /** The indexes it may query; default none. */
  readonly indexes?: readonly IndexName[];
}

/** The table, with the keys and indexes that the ledger declares. */
export class RunTable extends Construct {
  readonly tableName: string;
  readonly streamArn: string;
  readonly #tableArn: string;

  constructor(scope: Construct, id: string, environment: Pick<Environment, "removalPolicy" | "isFirstDeployment">) {
    super(scope, id);
    const table = new TableV2(this, "Table", {
      partitionKey: text(tableKey.hash),
      sortKey: text(tableKey.range),
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(this.#key(environment)),
      timeToLiveAttribute: ttlAttribute,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      deletionProtection: isProtected(environment),
      removalPolicy: retentionOf(environment),
      globalSecondaryIndexes: Object.entries(indexes).map(([indexName, { hash, range, include }]) => ({
        indexName,
        partitionKey: text(hash),
        sortKey: text(range),
        ...(include.length === 0
          ? { projectionType: ProjectionType.KEYS_ONLY }
          : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...include] }),
      })),
    });
    if (table.tableStreamArn === undefined) throw new Error("The run table has no stream, which run-events needs.");
    this.tableName = table.tableName;
    this.streamArn = table.tableStreamArn;
    this.#tableArn = table.tableArn;
  }

  /**
   * The KMS key for items, indexes, stream and backups. It is usable only through DynamoDB, by principals with access to
   * the table: no role needs a grant, and none can decrypt with it directly. Losing the key loses the data, so it is
   * retained wherever the table is.
   */
  #key(environment: Pick<Environment, "removalPolicy">): Key {
    const key = new Key(this, "Key", {
      description: "Encrypts the run table, its stream and its backups",
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: retentionOf(environment),
    });
    const { account, region } = Stack.of(this);
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: "ThroughDynamoDbAlone",
        principals: [new AnyPrincipal()],
        actions: [
          "kms:Encrypt",
          "kms:Decrypt",
          "kms:ReEncryptFrom",
          "kms:ReEncryptTo",
          "kms:GenerateDataKey",
          "kms:GenerateDataKeyWithoutPlaintext",
          "kms:CreateGrant",
          "kms:DescribeKey",
        ],
        resources: ["*"],
        conditions: {
          StringEquals: { "kms:CallerAccount": account, "kms:ViaService": `dynamodb.${region}.amazonaws.com` },
        },
      }),
    );
    return key;
  }

  /** Grants a function actions on the table and queries of exactly the named indexes. */
  allow(target: LambdaFunction, { items, indexes: queried = [] }: TableAccess): void {
    const actions = items.map((action) => `dynamodb:${action}`);
    target.allow(new PolicyStatement({ actions, resources: [this.#tableArn] }));
    if (queried.length === 0) return;
    const resources = queried.map((name) => `${this.#tableArn}/index/${name}`);
    target.allow(new PolicyStatement({ actions: ["dynamodb:Query"], resources }));
  }

  /** The permissions that the function's role needs for the stream's event source mapping. */
  allowStream(target: LambdaFunction): void {
    const actions = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"].map((one) => `dynamodb:${one}`);
    target.allow(new PolicyStatement({ actions, resources: [this.streamArn] }));
  }
}

function text(name: string) {
  return { name, type: AttributeType.STRING };
}
