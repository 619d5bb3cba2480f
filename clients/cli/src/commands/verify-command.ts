import "../older-node.ts";
import { readFile } from "node:fs/promises";
import { trustedFingerprint, verifyFile } from "../../../../tools/verify-file.ts";
import { factsOf, sentenceOf } from "../../../../tools/verify-sentences.ts";
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
    .description(
      "verify a review pack or the evidence of a run without network: signature, files, and every verdict from its facts",
    )
    .argument("<file>", "a signed file, such as pack.zip or evidence.zip")
    .option("--key <key>", "a file with the public key (PEM), or its SHA-256 fingerprint, from elsewhere")
    .action(async (file: string, { key }: VerifyOptions) => {
      const trusted = key === undefined ? undefined : await fingerprintOf(key);
      const verified = verifyFile(await contentOf(file), trusted);
      const { problems, isDerived } = verified;
      const isForeign = problems.every(({ code }) => code === "another_key");
      const altered = isForeign ? "The file is not signed with the trusted key." : "The file is not what was signed.";
      const verdict = problems.length === 0 ? "The file is unaltered." : altered;
      const lines = [...factsOf(verified), ...problems.map((problem) => `PROBLEM: ${sentenceOf(problem)}`), verdict];
      cli.printer().text(verified, lines);
      if (problems.length > 0) cli.exit(exitCodes.problem);
      else if (!isDerived) cli.exit(exitCodes.blocked);
    });
};

/** A key is named by its fingerprint, or by the file that holds it. */
async function fingerprintOf(key: string): Promise<string> {
  const fingerprint = trustedFingerprint(key) ?? trustedFingerprint((await contentOf(key)).toString("utf8"));
  if (fingerprint !== undefined) return fingerprint;
  throw new CliError(
    `${key} holds no public key. --key takes a PEM file, or a fingerprint of 64 hexadecimal characters.`,
  );
}

async function contentOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CliError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
