import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { verifyPack } from "./verify-pack.ts";

const usage = `npm run -s verify -- [--key <file>] <pack.zip>

  <pack.zip>  a review pack
  --key       the public key as PEM, from somewhere else than the pack, such as the deployment's operator

Verifies the pack without network: its signature, every file, and the verdicts of the review.
`;

try {
  const { values, positionals } = parseArgs({ options: { key: { type: "string" } }, allowPositionals: true });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new Error("Exactly one pack is required.");
  const key = values.key === undefined ? undefined : readFileSync(values.key, "utf8");
  const { problems, facts } = verifyPack(readFileSync(file), key);
  for (const fact of facts) process.stdout.write(`${fact}\n`);
  for (const problem of problems) process.stdout.write(`PROBLEM: ${problem}\n`);
  process.stdout.write(problems.length === 0 ? "The pack is unaltered.\n" : "The pack is not what was signed.\n");
  if (problems.length > 0) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
}
