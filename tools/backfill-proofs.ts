import { parseArgs } from "node:util";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createPeople } from "../shared/access/people-store.ts";
import { systemClock } from "../shared/foundation/clock.ts";
import { backfillProofs } from "./proof-backfill.ts";

const usage = `npm run -s backfill-proofs -- --table <name> [--workspace <id>]

  --table      the output TableName of the stack
  --workspace  only this workspace; all of them by default

Records what the stored runs prove, so that promises of an existing deployment do not begin as "never proven". It may run
at any time and again. It uses the AWS credentials and the region of this shell, or the table at DYNAMODB_ENDPOINT. The
role needs Query, GetItem, BatchGetItem and UpdateItem on the table and its indexes.
`;

try {
  const { values } = parseArgs({ options: { table: { type: "string" }, workspace: { type: "string" } } });
  if (values.table === undefined) throw new Error("The table is required.");
  const endpoint = process.env.DYNAMODB_ENDPOINT;
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(endpoint === undefined ? {} : { endpoint }));
  const target = { client, tableName: values.table };
  const workspaces =
    values.workspace === undefined ? await createPeople(target).listWorkspaceIds() : [values.workspace];
  for (const workspaceId of workspaces) {
    const { runs, proving } = await backfillProofs(target, {
      workspaceId,
      now: systemClock.now(),
      onProgress: (filled) => process.stderr.write(`${workspaceId}: ${filled.runs} runs\n`),
    });
    process.stdout.write(`${workspaceId}: ${proving} of ${runs} runs prove something\n`);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 1;
}
