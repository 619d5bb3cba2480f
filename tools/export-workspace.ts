import { parseArgs } from "node:util";
import { textOfExport } from "./export-file.ts";
import { exportedItems, itemsOfWorkspace } from "./workspace-items.ts";

const usage = `npm run -s export -- --workspace <id> [--keys] <file>…

  <file>       the data files (.json.gz or .json) of an export of the table to S3, in DynamoDB JSON; all of them
  --workspace  whose items are written to the standard output, one JSON line each
  --keys       writes only their keys, for an erasure
`;

try {
  const { values, positionals } = parseArgs({
    options: { workspace: { type: "string" }, keys: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  if (values.workspace === undefined || positionals.length === 0) {
    throw new Error("The workspace and at least one file are required.");
  }
  const items = positionals.flatMap((file) => exportedItems(textOfExport(file)));
  for (const item of itemsOfWorkspace(values.workspace, items)) {
    process.stdout.write(`${JSON.stringify(values.keys ? { pk: item.pk, sk: item.sk } : item)}\n`);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 1;
}
