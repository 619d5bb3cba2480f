import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { declaredOverridesJson } from "../shared/operations/lifecycle-overrides.ts";
import { type IssuerKind, issuerKinds } from "./identity/issuer-kinds.ts";

/** The options of a local stack. */
export interface StackConfig {
  /** The repository. */
  readonly root: string;
  /** The data directory, kept across restarts. */
  readonly dataDir: string;
  /** The data directory is temporary and removed at the end. */
  readonly isEphemeral: boolean;
  /** The API's port; 0 chooses a free one. */
  readonly port: number;
  /** False starts no workers. */
  readonly hasWorkers: boolean;
  /** False starts no schedules: the sweep runs only when it is invoked. */
  readonly hasSchedules: boolean;
  /** How the local issuer signs out: like a plain OpenID provider or like a Cognito user pool. */
  readonly issuerKind: IssuerKind;
  /** Folder of exported policies for the sample provider; its built-in set when undefined. */
  readonly providerDataDir: string | undefined;
  /** JSON for OPERATION_LIFECYCLE_OVERRIDES; undefined keeps the template's value. */
  readonly lifecycleOverrides: string | undefined;
  /** Context for the synthesis, such as `lanes.short.timeoutSeconds`. */
  readonly context: Readonly<Record<string, unknown>>;
  /** Stop when stdin ends, because the parent process has exited. */
  readonly endsWithInput: boolean;
}

export const repositoryRoot = path.resolve(import.meta.dirname, "..");

/** The default environment. */
const defaultContext = { environment: "dev" } as const;

const environmentSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_532).default(4700),
  LOCAL_DATA_DIR: z.string().min(1).default(".local"),
  LOCAL_WORKERS: z.enum(["on", "off"]).default("on"),
  LOCAL_SCHEDULES: z.enum(["on", "off"]).default("on"),
  LOCAL_ISSUER: z.enum(issuerKinds).default("openid"),
  LOCAL_PROVIDER_DATA_DIR: z.string().min(1).optional(),
  LOCAL_ENDS_WITH_INPUT: z.literal("1").optional(),
  // Validated here and passed on as text, because an invalid value would fail each cold start.
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
 * Reads the options from environment variables and the command line: `--ephemeral`, and any number of `-c key=value`.
 * Throws with the name of an invalid option.
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
    hasSchedules: given.LOCAL_SCHEDULES === "on",
    issuerKind: given.LOCAL_ISSUER,
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

/** The default data directory of npm start and the commands. */
export function dataDirOf(environment: NodeJS.ProcessEnv): string {
  return path.resolve(repositoryRoot, environment.LOCAL_DATA_DIR ?? ".local");
}

/** The file that describes a running stack. */
export function stackFileOf(dataDir: string): string {
  return path.join(dataDir, "stack.json");
}

function contextEntry(text: string): [string, string] {
  const at = text.indexOf("=");
  if (at < 1) throw new Error(`-c takes key=value, not "${text}"`);
  return [text.slice(0, at), text.slice(at + 1)];
}
