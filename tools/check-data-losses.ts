import { readFileSync } from "node:fs";
import { dataLosses } from "./data-losses.ts";

/**
 * `npm run -s check:data -- <deployed template> <new template>`: fails when the new template of a stack would delete or
 * replace what holds data.
 */
const [deployed, next] = process.argv.slice(2);
if (deployed === undefined || next === undefined) {
  process.stderr.write("usage: npm run -s check:data -- <deployed template.json> <new template.json>\n");
  process.exitCode = 2;
} else {
  const read = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));
  const losses = dataLosses(read(deployed), read(next));
  for (const loss of losses) process.stderr.write(`${loss}\n`);
  process.exitCode = losses.length === 0 ? 0 : 1;
}
