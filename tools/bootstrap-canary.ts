import { parseArgs } from "node:util";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { systemClock } from "../shared/foundation/clock.ts";
import { createCanaryWorkspace } from "./canary-workspace.ts";

const usage = `npm run bootstrap:canary -- --table <name> --client <id>

  --table   the output TableName of the data stack
  --client  the canary's client at the issuer, output CanaryClientId; its tokens' subject with an external issuer

Makes the workspace "canary" with its environment and a sample policy. It uses the AWS credentials and the region of this
shell, or the table at DYNAMODB_ENDPOINT.
`;

try {
  const { values } = parseArgs({ options: { table: { type: "string" }, client: { type: "string" } } });
  const { table, client: clientId } = values;
  if (table === undefined || clientId === undefined) throw new Error("--table and --client are required.");
  const endpoint = process.env.DYNAMODB_ENDPOINT;
  const dynamodb = new DynamoDBClient(endpoint === undefined ? {} : { endpoint });
  const client = DynamoDBDocumentClient.from(dynamodb, { marshallOptions: { removeUndefinedValues: true } });
  const done = await createCanaryWorkspace({ client, tableName: table, clock: systemClock }, clientId);
  process.stdout.write(
    done.outcome === "made"
      ? `${clientId} owns the workspace canary.\n`
      : `The sample policy is stored. These items existed and were not changed: ${done.existing.join(", ")}.\n`,
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 1;
}
