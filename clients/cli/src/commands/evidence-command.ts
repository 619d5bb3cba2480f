import { writeFile } from "node:fs/promises";
import { answerOf } from "../../../sdk/src/client.ts";
import type { Register } from "../cli.ts";
import { CliError } from "../cli-error.ts";

interface EvidenceOptions {
  readonly file?: string;
  readonly persons?: boolean;
}

/** Saves the signed evidence of a run. It never replaces a file. */
export const evidenceCommand: Register = (program, cli) => {
  program
    .command("evidence")
    .description("save the signed evidence of a run, which verify verifies without network; each download is audited")
    .argument("<run>", "the id of a run")
    .option("--file <path>", "where to save it; default: evidence-<run>.zip")
    .option("--persons", "name persons by their ids, which needs the right to see the audit trail")
    .action(async (run: string, { file, persons = false }: EvidenceOptions) => {
      const { client, workspaceId } = await cli.connect();
      const { content, ...saved } = await answerOf(
        client.POST("/api/workspaces/{ws}/operations/{run}/evidence-bundle", {
          params: { path: { ws: await workspaceId(), run } },
          body: { pii: persons },
        }),
      );
      const target = file ?? saved.fileName;
      await save(target, Buffer.from(content, "base64"));
      cli
        .printer()
        .text({ ...saved, file: target }, [
          `Saved ${target} (${saved.bytes} bytes).`,
          `Signed by the key ${saved.keyFingerprint}.`,
        ]);
    });
};

async function save(target: string, bytes: Buffer): Promise<void> {
  try {
    await writeFile(target, bytes, { flag: "wx" });
  } catch (error) {
    throw new CliError(`${target} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
