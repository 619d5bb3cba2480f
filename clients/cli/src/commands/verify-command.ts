import "../older-node.ts";
import { readFile } from "node:fs/promises";
import { verifyPack } from "../../../../tools/verify-pack.ts";
import type { Register } from "../cli.ts";
import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";

interface VerifyOptions {
  readonly key?: string;
}

/**
 * Verifies a file of the product without network and without a session. Exit codes: 0 nothing was altered and every
 * verdict follows from its facts, 1 something does not, 2 the verdicts were made by rules that this release lacks.
 */
export const verifyCommand: Register = (program, cli) => {
  program
    .command("verify")
    .description("verify a review pack without network: signature, every file, and every verdict from its facts")
    .argument("<pack>", "a review pack, such as pack.zip")
    .option("--key <file>", "the public key as PEM, from somewhere else than the pack")
    .action(async (file: string, { key }: VerifyOptions) => {
      const trusted = key === undefined ? undefined : (await contentOf(key)).toString("utf8");
      const verified = verifyPack(await contentOf(file), trusted);
      const { facts, problems, isDerived } = verified;
      const verdict = problems.length === 0 ? "The pack is unaltered." : "The pack is not what was signed.";
      cli.printer().text(verified, [...facts, ...problems.map((problem) => `PROBLEM: ${problem}`), verdict]);
      if (problems.length > 0) cli.exit(exitCodes.problem);
      else if (!isDerived) cli.exit(exitCodes.blocked);
    });
};

async function contentOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CliError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
