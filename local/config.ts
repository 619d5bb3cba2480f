import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { declaredOverridesJson } from "../shared/operations/lifecycle-overrides.ts";

/** How one local stack is to be. */
export interface StackConfig {
  /** The repository. */
  readonly root: string;
  /** Everything that outlives a restart. */
  readonly dataDir: string;
  /** The data directory is of this start alone and goes with it. */
  readonly isEphemeral: boolean;
  /** The API's port; 0 takes any. */
  readonly port: number;
  /** False starts nothing that takes from the work queues. */
  readonly hasWorkers: boolean;
  /** Exported policies for the sample provider to serve; its own small set when undefined. */
  readonly providerDataDir: string | undefined;
  /** JSON for OPERATION_LIFECYCLE_OVERRIDES; undefined leaves what the template says. */
  readonly lifecycleOverrides: string | undefined;
  /** Context for the synthesis, such as `lanes.short.timeoutSeconds`. */
  readonly context: Readonly<Record<string, unknown>>;
  /** Stop when standard input ends: whoever started us has gone. */
  readonly endsWithInput: boolean;
}

export const repositoryRoot = path.resolve(import.meta.dirname, "..");

/** Which environment's declaration runs here unless another one is asked for. */
const defaultContext = { environment: "dev" } as const;

const environmentSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_533).default(4700),
  LOCAL_DATA_DIR: z.string().min(1).default(".local"),
  LOCAL_WORKERS: z.enum(["on", "off"]).default("on"),
  LOCAL_PROVIDER_DATA_DIR: z.string().min(1).optional(),
  LOCAL_ENDS_WITH_INPUT: z.literal("1").optional(),
  // Checked here and handed on as text: a function that refuses it would do so at each of its starts.
  OPERATION_LIFECYCLE_OVERRIDES: z
    .string()
    .min(1)
    .superRefine((text, context) => {
      const { error } = declaredOverridesJson.safeParse(text);
      for (const { path, message } of error?.issues ?? []) context.addIssue({ code: "custom", path, message });
    })
    .optional(),
  SYNTH_CONTEXT: z
    .string()
    .default("{}")
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.record(z.string(), z.unknown())),
});

/**
 * Reads how the stack is to be from the environment and the command line: `--ephemeral`, and `-c key=value` as often
 * as wanted. Throws with the name of what cannot be read.
 */
export function readStackConfig(environment: NodeJS.ProcessEnv, args: readonly string[]): StackConfig {
  const read = environmentSchema.safeParse(environment);
  if (!read.success) throw new Error(`the environment of npm start is not understood: ${z.prettifyError(read.error)}`);
  const { values } = parseArgs({
    args: [...args],
    options: { ephemeral: { type: "boolean" }, context: { type: "string", short: "c", multiple: true } },
  });
  const given = read.data;
  const isEphemeral = values.ephemeral === true;
  const providerDataDir = given.LOCAL_PROVIDER_DATA_DIR;
  return {
    root: repositoryRoot,
    dataDir: isEphemeral ? mkdtempSync(path.join(tmpdir(), "runtruth-")) : dataDirOf(environment),
    isEphemeral,
    port: given.PORT,
    hasWorkers: given.LOCAL_WORKERS === "on",
    providerDataDir: providerDataDir && path.resolve(repositoryRoot, providerDataDir),
    lifecycleOverrides: given.OPERATION_LIFECYCLE_OVERRIDES,
    context: {
      ...defaultContext,
      ...given.SYNTH_CONTEXT,
      ...Object.fromEntries((values.context ?? []).map(contextEntry)),
    },
    endsWithInput: given.LOCAL_ENDS_WITH_INPUT === "1",
  };
}

/** The data directory that npm start and the tools mean when nothing else is said. */
export function dataDirOf(environment: NodeJS.ProcessEnv): string {
  return path.resolve(repositoryRoot, environment.LOCAL_DATA_DIR ?? ".local");
}

/** Where a running stack is described. */
export function stackFileOf(dataDir: string): string {
  return path.join(dataDir, "stack.json");
}

function contextEntry(text: string): [string, string] {
  const at = text.indexOf("=");
  if (at < 1) throw new Error(`-c takes key=value, not "${text}"`);
  return [text.slice(0, at), text.slice(at + 1)];
}
