import { ConditionalCheckFailedException, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { documentClient } from "../../../functions/middleware/document-client.ts";
import { localAws } from "../../support/table.ts";

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A client whose table gives this answer to every request, with what it was sent. */
function aTable(answer: object, statusCode = 200) {
  const sent: { readonly target: string | undefined; readonly body: unknown }[] = [];
  const client = new DynamoDBClient({
    ...localAws,
    requestHandler: {
      async handle({ headers, body }: Sent) {
        sent.push({ target: headers["x-amz-target"], body: JSON.parse(new TextDecoder().decode(body)) });
        const type = { "content-type": "application/x-amz-json-1.0" };
        return { response: { statusCode, headers: type, body: Buffer.from(JSON.stringify(answer)) } };
      },
    },
  });
  return { client, sent };
}

const key = { pk: "größer", sk: "1" };
const values = {
  ":text": "a",
  ":list": [1, { deep: true }],
  ":none": undefined,
  ":nothing": null,
  ":bytes": new Uint8Array([0, 255]),
};
const item = { ...key, numbers: { one: 1.5, none: undefined }, set: new Set(["a"]) };
const stored = {
  pk: { S: "a" },
  count: { N: "7" },
  map: { M: { list: { L: [{ BOOL: true }, { NULL: true }] } } },
  bytes: { B: "AP8=" },
};
const table = { TableName: "t" };
const expressions = { ConditionExpression: "c", UpdateExpression: "u", ExpressionAttributeValues: values };

const commands = [
  { command: () => new GetCommand({ ...table, Key: key, ConsistentRead: true }), answer: { Item: stored } },
  { command: () => new GetCommand({ ...table, Key: key }), answer: {} },
  {
    command: () => new PutCommand({ ...table, Item: item, ExpressionAttributeValues: values }),
    answer: { Attributes: stored },
  },
  { command: () => new UpdateCommand({ ...table, Key: key, ...expressions }), answer: { Attributes: stored } },
  {
    command: () => new QueryCommand({ ...table, ExpressionAttributeValues: values, ExclusiveStartKey: key, Limit: 3 }),
    answer: { Items: [stored, stored], Count: 2, LastEvaluatedKey: { pk: { S: "b" } } },
  },
  {
    command: () =>
      new BatchGetCommand({ RequestItems: { t: { Keys: [key, { ...key, sk: "2" }], ConsistentRead: true } } }),
    answer: { Responses: { t: [stored] }, UnprocessedKeys: { t: { Keys: [{ pk: { S: "b" } }] } } },
  },
  {
    command: () =>
      new TransactWriteCommand({
        ClientRequestToken: "token",
        TransactItems: [{ Put: { ...table, Item: item } }, { Update: { ...table, Key: key, ...expressions } }],
      }),
    answer: {},
  },
];

describe("the product's document client", () => {
  it.each(commands)("asks and answers as the SDK's own does, case %#", async ({ command, answer }) => {
    const [ours, sdk] = [aTable(answer), aTable(answer)];
    const client = documentClient(ours.client);
    const expected = await DynamoDBDocumentClient.from(sdk.client, {
      marshallOptions: { removeUndefinedValues: true },
    }).send(command() as never);

    expect(await client.send(command() as never)).toEqual(expected);
    // The second is the one whose middleware is not resolved again.
    expect(await client.send(command() as never)).toEqual(expected);
    expect(ours.sent).toEqual([...sdk.sent, ...sdk.sent]);
  });

  it("sends each command's own input when its kind was sent before", async () => {
    const { client, sent } = aTable({});
    const documents = documentClient(client);

    await Promise.all(["a", "b"].map((pk) => documents.send(new GetCommand({ ...table, Key: { pk } }))));

    expect(sent.map(({ body }) => body)).toEqual([
      { ...table, Key: { pk: { S: "a" } } },
      { ...table, Key: { pk: { S: "b" } } },
    ]);
  });

  it("fails with the stored item of a failed condition, as the table sent it", async () => {
    const refusal = { __type: "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException", Item: stored };
    const { client } = aTable(refusal, 400);

    const failure = await documentClient(client)
      .send(new PutCommand({ ...table, Item: item }))
      .catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(ConditionalCheckFailedException);
    expect(failure).toMatchObject({ Item: { count: { N: "7" } }, $metadata: { attempts: 1 } });
  });

  it("refuses a command whose items it would not convert", async () => {
    const { client, sent } = aTable({});

    await expect(async () => documentClient(client).send(new DeleteCommand({ ...table, Key: key }))).rejects.toThrow(
      "the table's client does not send a DeleteItemCommand",
    );
    expect(sent).toEqual([]);
  });
});
