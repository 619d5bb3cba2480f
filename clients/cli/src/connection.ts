import { answerOf, createClient, type RuntruthClient } from "../../sdk/src/client.ts";
import { CliError } from "./cli-error.ts";
import { isCurrent, renew, signInAsClient } from "./issuer.ts";
import { type Profile, readProfiles, type Tokens, writeProfiles } from "./profiles.ts";
import type { Terminal } from "./terminal.ts";

export interface GlobalOptions {
  readonly profile?: string;
  readonly url?: string;
  readonly workspace?: string;
  readonly language?: "en-US" | "de-DE";
}

export interface Connection {
  readonly client: RuntruthClient;
  /** The workspace of the command: named, of the profile, or the only one of the caller. */
  workspaceId(): Promise<string>;
}

/**
 * Connects as the environment says, otherwise as the profile does: `RUNTRUTH_TOKEN` is used as it is,
 * `RUNTRUTH_CLIENT_ID` with `RUNTRUTH_CLIENT_SECRET` signs a program in, and a profile renews its own session.
 */
export async function connect(terminal: Terminal, options: GlobalOptions): Promise<Connection> {
  const { env } = terminal;
  const profiles = await readProfiles(env);
  const name = options.profile ?? env.RUNTRUTH_PROFILE ?? profiles.current;
  const profile = profiles.profiles[name];
  const named = options.url ?? env.RUNTRUTH_URL ?? profile?.url;
  if (named === undefined) {
    throw new CliError("No deployment is known. Run: runtruth sign-in --url https://<address of the console>");
  }
  const url = deploymentUrl(named);
  const client = createClient({
    url,
    token: await tokenSource(terminal, url, name, profile),
    locale: options.language ?? "en-US",
    userAgent: "runtruth-cli",
  });
  const workspace = options.workspace ?? env.RUNTRUTH_WORKSPACE ?? profile?.workspaceId;
  return { client, workspaceId: async () => workspace ?? onlyWorkspace(client) };
}

/** The address of a deployment without a slash at its end. Throws for anything but an HTTP address. */
export function deploymentUrl(text: string): string {
  const isAddress = URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol);
  if (!isAddress) throw new CliError(`"${text}" is no address. Use one such as https://runs.example.com`);
  return text.replace(/\/+$/, "");
}

async function onlyWorkspace(client: RuntruthClient): Promise<string> {
  const { workspaces } = await answerOf(client.GET("/api/me"));
  const ids = workspaces.map(({ id }) => id);
  const [only] = ids;
  if (only !== undefined && ids.length === 1) return only;
  throw new CliError(
    ids.length === 0
      ? "You are a member of no workspace. Ask an owner of a workspace to add you."
      : `Which workspace? Use --workspace with one of: ${ids.join(", ")}`,
  );
}

async function tokenSource(terminal: Terminal, url: string, name: string, profile: Profile | undefined) {
  const { env } = terminal;
  const given = env.RUNTRUTH_TOKEN;
  if (given) return () => given;
  const { RUNTRUTH_CLIENT_ID: clientId, RUNTRUTH_CLIENT_SECRET: secret } = env;
  if (clientId && secret) {
    const issuer = await issuerOf(url, env.RUNTRUTH_ISSUER);
    return renewing(undefined, () => signInAsClient({ ...issuer, clientId }, secret));
  }
  // A token belongs to the deployment where it was signed in: another address must never receive it.
  const isOfIt = profile !== undefined && new URL(deploymentUrl(profile.url)).origin === new URL(url).origin;
  if (!isOfIt || profile.tokens === undefined) {
    throw new CliError(`You are not signed in at ${url}. Run: runtruth sign-in --url ${url}`);
  }
  return renewing(profile.tokens, async (known = {}, refused) => {
    if (known.refreshToken === undefined) {
      if (refused !== undefined) return { ...known, accessToken: refused };
      throw new CliError("The session has ended. Run: runtruth sign-in");
    }
    const tokens = await renew(profile, known.refreshToken);
    const profiles = await readProfiles(env);
    await writeProfiles(env, { ...profiles, profiles: { ...profiles.profiles, [name]: { ...profile, tokens } } });
    return tokens;
  });
}

/**
 * A source of access tokens that are renewed before their end and after a refusal. Requests at the same time share one
 * renewal, because many issuers take a refresh token once.
 */
function renewing(
  stored: Tokens | undefined,
  renewal: (known: Partial<Tokens> | undefined, refused: string | undefined) => Promise<Tokens>,
) {
  let tokens = stored;
  let pending: Promise<Tokens> | undefined;
  return async (refused?: string): Promise<string> => {
    const isUsable = tokens !== undefined && tokens.accessToken !== refused && isCurrent(tokens, Date.now());
    if (tokens !== undefined && isUsable) return tokens.accessToken;
    pending ??= renewal(tokens, refused).finally(() => {
      pending = undefined;
    });
    tokens = await pending;
    return tokens.accessToken;
  };
}

/** The issuer and scope of a deployment, from the file that its console reads. */
export async function issuerOf(url: string, issuer?: string): Promise<Pick<Profile, "issuer" | "scope">> {
  const address = new URL("/config.json", url);
  const config: unknown = await fetch(address).then(
    (response) => (response.ok ? response.json().catch(() => undefined) : undefined),
    (error: Error) => {
      throw new CliError(
        `${url} cannot be reached: ${error.cause instanceof Error ? error.cause.message : error.message}`,
      );
    },
  );
  const read = typeof config === "object" && config !== null ? { ...config } : {};
  const known = "issuer" in read && typeof read.issuer === "string" ? read.issuer : issuer;
  if (known === undefined) throw new CliError(`${address.href} names no issuer. Use --issuer.`);
  return { issuer: issuer ?? known, scope: "scope" in read && typeof read.scope === "string" ? read.scope : "" };
}
