import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import type { PlanSource } from "./plan-source.ts";

export interface PlannedTable {
  readonly name: string;
  readonly create: CreateTableCommandInput;
  /** The TTL attribute, in epoch seconds; undefined when TTL is off. */
  readonly expiryAttribute: string | undefined;
}

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(["HASH", "RANGE"]) }));

const tableSchema = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(["S", "N", "B"]) })),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.object({
          ProjectionType: z.enum(["ALL", "KEYS_ONLY", "INCLUDE"]),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .default([]),
  LocalSecondaryIndexes: z.undefined().optional(),
  StreamSpecification: z
    .object({ StreamViewType: z.enum(["NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"]) })
    .optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
});

/** Plans the stack's tables, as CreateTable input. */
export function planTables(source: PlanSource): PlannedTable[] {
  return source
    .every(["AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"], tableSchema)
    .map(({ name, properties }) => {
      const {
        GlobalSecondaryIndexes: indexes,
        StreamSpecification: stream,
        TimeToLiveSpecification: expiry,
      } = properties;
      return {
        name,
        create: {
          TableName: name,
          BillingMode: "PAY_PER_REQUEST",
          AttributeDefinitions: properties.AttributeDefinitions,
          KeySchema: properties.KeySchema,
          ...(indexes.length === 0
            ? {}
            : {
                GlobalSecondaryIndexes: indexes.map(
                  ({ Projection: { ProjectionType, NonKeyAttributes }, ...index }) => ({
                    ...index,
                    Projection:
                      NonKeyAttributes === undefined ? { ProjectionType } : { ProjectionType, NonKeyAttributes },
                  }),
                ),
              }),
          ...(stream === undefined ? {} : { StreamSpecification: { StreamEnabled: true, ...stream } }),
        },
        expiryAttribute: expiry?.Enabled ? expiry.AttributeName : undefined,
      };
    });
}
