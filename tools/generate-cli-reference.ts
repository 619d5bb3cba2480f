import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createProgram } from "../clients/cli/src/program.ts";

/** Writes the reference of the command line from the program itself; with `--check` only compares. */
const file = fileURLToPath(new URL("../clients/cli/REFERENCE.md", import.meta.url));
const silent = { env: {}, out: () => {}, err: () => {}, isInteractive: false, signal: new AbortController().signal };
const program = createProgram(silent, "", () => {});
const titled = program.commands
  .filter((command) => command.name() !== "complete")
  .map((command) => `## runtruth ${command.name()}\n\n\`\`\`\n${command.helpInformation().trim()}\n\`\`\``);
const text = `# Reference of the command line

Made from the program by \`npm run generate\`.

\`\`\`
${program.helpInformation().trim()}
\`\`\`

${titled.join("\n\n")}
`;

if (!process.argv.includes("--check")) {
  writeFileSync(file, text);
} else if (readFileSync(file, "utf8") !== text) {
  process.stderr.write("clients/cli/REFERENCE.md is outdated; run `npm run generate` and commit the result.\n");
  process.exitCode = 1;
}
