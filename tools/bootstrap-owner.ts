import { parseArgs } from "node:util";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createFirstOwner, type FirstOwner } from "./first-owner.ts";

const usage = `npm run bootstrap -- --table <name> --workspace <id>[=<name>] --environment <id>[=<name>] --owner <subject> [--platform]

  --table        the output TableName of the stack
  --workspace    1 to 26 characters of a-z, 0-9 and "-"; the display name after "="
  --environment  likewise; give it once for each
  --owner        the subject (sub) of the owner's tokens
  --platform     shows the owner the platform plane as well

It uses the AWS credentials and the region of this shell, or the table at DYNAMODB_ENDPOINT.
`;

try {
  const { table, ...owner } = readArguments(process.argv.slice(2));
  const endpoint = process.env.DYNAMODB_ENDPOINT;
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(endpoint === undefined ? {} : { endpoint }));
  const done = await createFirstOwner({ client, tableName: table }, owner);
  if (done.outcome === "made") {
    process.stdout.write(`${owner.owner} owns the workspace ${owner.workspace.id}.\n`);
  } else {
    process.stderr.write(`Nothing was written, because these items exist already: ${done.existing.join(", ")}.\n`);
    process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 1;
}

function readArguments(args: readonly string[]): FirstOwner & { readonly table: string } {
  const { values } = parseArgs({
    args: [...args],
    options: {
      table: { type: "string" },
      workspace: { type: "string" },
      environment: { type: "string", multiple: true },
      owner: { type: "string" },
      platform: { type: "boolean", default: false },
    },
  });
  const { table, workspace, environment = [], owner, platform } = values;
  if (table === undefined || workspace === undefined || owner === undefined || environment.length === 0) {
    throw new Error("Table, workspace, owner and at least one environment are required.");
  }
  return {
    table,
    workspace: placeOf(workspace),
    environments: environment.map(placeOf),
    owner,
    isPlatform: platform,
  };
}

/** `acme=Acme Ltd`; without a name the id is the name. */
function placeOf(text: string): { id: string; name: string } {
  const at = text.indexOf("=");
  return at < 0 ? { id: text, name: text } : { id: text.slice(0, at), name: text.slice(at + 1) };
}
