import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { type Built, builtOnce } from "../build-cache.ts";
import { runToEnd } from "../run-to-end.ts";

/** Synthesis failed; the message contains the application's output. */
export class SynthesisError extends Error {
  override readonly name = "SynthesisError";
}

/** The inputs of the synthesis. The lock file represents all installed packages. */
const inputs = ["infra", "shared", "functions", "package-lock.json", "cdk.json", "tsconfig.json"];
/** More than the number of concurrent stacks, because a running stack loads its bundles from its assembly. */
const assembliesKept = 24;

/**
 * Synthesizes the application, or reuses an assembly with the same sources and context. Assemblies are stored in the
 * repository, because bundles resolve the SDK from its `node_modules`.
 */
export function synthesize(root: string, context: Readonly<Record<string, unknown>>): Promise<Built> {
  return builtOnce({
    root,
    name: "assembly",
    inputs,
    settings: JSON.stringify(Object.entries(context).sort()),
    proof: "manifest.json",
    kept: assembliesKept,
    make: (folder) => runApplication(root, folder, context),
  });
}

/** The context that the CDK CLI would pass. Running the application without the CLI saves seconds per start. */
function contextOf(root: string, context: Readonly<Record<string, unknown>>): string {
  const file = path.join(root, "cdk.json");
  const settings = z
    .object({ context: z.record(z.string(), z.unknown()).default({}) })
    .parse(existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {});
  return JSON.stringify({
    "aws:cdk:enable-path-metadata": true,
    "aws:cdk:disable-version-reporting": true,
    ...settings.context,
    ...context,
  });
}

async function runApplication(root: string, outputFolder: string, context: Readonly<Record<string, unknown>>) {
  const bin = path.join(root, "node_modules", ".bin");
  const { code, output } = await runToEnd({
    root,
    arguments: [path.join("infra", "app.ts")],
    environment: {
      PATH: `${bin}${path.delimiter}${process.env.PATH ?? ""}`,
      CDK_OUTDIR: outputFolder,
      CDK_CONTEXT_JSON: contextOf(root, context),
      // Validating the template takes longer than generating it; tests and deployments validate it.
      CDK_VALIDATION: "false",
      NODE_NO_WARNINGS: "1",
    },
  });
  if (code !== 0) throw new SynthesisError(`the application could not be synthesized:\n${output.slice(-4000)}`);
}
