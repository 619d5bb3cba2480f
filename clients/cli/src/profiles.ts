import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import * as z from "zod";
import { CliError } from "./cli-error.ts";

const tokens = z.object({
  accessToken: z.string(),
  /** Milliseconds since the epoch; undefined when the issuer did not say. */
  expiresAt: z.number().optional(),
  refreshToken: z.string().optional(),
});
export type Tokens = z.infer<typeof tokens>;

const profile = z.object({
  url: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  scope: z.string(),
  /** Used where a command names none. */
  workspaceId: z.string().optional(),
  tokens: tokens.optional(),
});
export type Profile = z.infer<typeof profile>;

const profilesFile = z.object({ current: z.string(), profiles: z.record(z.string(), profile) });
export type Profiles = z.infer<typeof profilesFile>;

type Environment = Readonly<Record<string, string | undefined>>;

function fileOf(env: Environment): string {
  const folder = env.XDG_CONFIG_HOME || path.join(env.HOME || homedir(), ".config");
  return path.join(folder, "runtruth", "profiles.json");
}

/** Reads the profiles of this user; without a file there are none. Throws when the file cannot be understood. */
export async function readProfiles(env: Environment): Promise<Profiles> {
  const file = fileOf(env);
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new CliError(`${file} cannot be read: ${error.message}`);
  });
  if (text === undefined) return { current: "default", profiles: {} };
  try {
    return profilesFile.parse(JSON.parse(text));
  } catch {
    throw new CliError(`${file} is no list of profiles. Remove it and sign in again.`);
  }
}

/** Stores the profiles, readable by this user only. A crash leaves the old file or the new one. */
export async function writeProfiles(env: Environment, profiles: Profiles): Promise<void> {
  const file = fileOf(env);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const next = `${file}.${process.pid}`;
  await writeFile(next, `${JSON.stringify(profiles, null, 2)}\n`, { mode: 0o600 });
  await chmod(next, 0o600);
  await rename(next, file);
}
