import { parseArgs } from "node:util";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Erased, eraseEnvironment } from "./erase-environment.ts";
import { textOfExport } from "./export-file.ts";
import { exportedItems } from "./workspace-items.ts";

const usage = `npm run -s erase -- --table <name> --workspace <id> --environment <id> [--confirm <name of the environment>] <file>…

  <file>     all data files of an export of the table that was taken after the environment was archived
  --confirm  erases; without it, what would be erased is counted and nothing is changed

It uses the AWS credentials and the region of this shell, or the table at DYNAMODB_ENDPOINT. The role needs
GetItem, UpdateItem, DeleteItem and BatchWriteItem on the table.
`;

try {
  const { values, positionals } = parseArgs({
    options: {
      table: { type: "string" },
      workspace: { type: "string" },
      environment: { type: "string" },
      confirm: { type: "string" },
    },
    allowPositionals: true,
  });
  const { table, workspace, environment, confirm } = values;
  if (table === undefined || workspace === undefined || environment === undefined || positionals.length === 0) {
    throw new Error("Table, workspace, environment and at least one file are required.");
  }
  const endpoint = process.env.DYNAMODB_ENDPOINT;
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(endpoint === undefined ? {} : { endpoint }));
  const erased = await eraseEnvironment(
    { client, tableName: table },
    {
      workspaceId: workspace,
      environmentId: environment,
      items: positionals.flatMap((file) => exportedItems(textOfExport(file))),
      confirmation: confirm,
      onProgress: (count, of) => process.stderr.write(`${count} of ${of}\n`),
    },
  );
  process.stdout.write(`${sentenceOf(erased)}\n`);
  if (erased.outcome === "refused" || (erased.outcome === "planned" && erased.isConfirmed)) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 1;
}

function sentenceOf(erased: Erased): string {
  switch (erased.outcome) {
    case "absent":
      return "The environment does not exist. If it was erased before, nothing is left to do.";
    case "refused":
      return erased.reason === "not_archived"
        ? "Nothing was changed: the environment is not archived. Archive it first."
        : "Nothing was changed: the export contains active runs. Wait until they complete and take another export.";
    case "planned": {
      const counts = Object.entries(erased.kinds).map(([kind, count]) => `${kind} ${count}`);
      const first = erased.isConfirmed
        ? "Nothing was changed: the name does not match."
        : "Dry run, nothing was changed.";
      return `${first} "${erased.name}" holds ${counts.join(", ") || "nothing"}. To erase it: --confirm ${JSON.stringify(erased.name)}`;
    }
    case "erased":
      return `Erased: ${
        Object.entries(erased.kinds)
          .map(([kind, count]) => `${kind} ${count}`)
          .join(", ") || "nothing"
      }.`;
    default:
      return erased satisfies never;
  }
}
