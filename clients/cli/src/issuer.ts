import * as openid from "openid-client";
import { CliError } from "./cli-error.ts";
import type { Profile, Tokens } from "./profiles.ts";
import type { Terminal } from "./terminal.ts";

type Client = Pick<Profile, "issuer" | "clientId" | "scope">;

/** Seconds before its end at which a token is renewed, so that it does not expire on its way. */
const renewSecondsBefore = 30;

async function discover({ issuer, clientId }: Client, secret?: string): Promise<openid.Configuration> {
  const url = new URL(issuer);
  const isLocal = url.protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  try {
    return await openid.discovery(url, clientId, secret, secret === undefined ? openid.None() : undefined, {
      ...(isLocal && { execute: [openid.allowInsecureRequests] }),
    });
  } catch (error) {
    throw new CliError(`The issuer ${issuer} cannot be used: ${messageOf(error)}`);
  }
}

/** Signs a person in on any device: prints an address and a code, and waits until they were confirmed there. */
export async function signInByDevice(client: Client, terminal: Terminal): Promise<Tokens> {
  const config = await discover(client);
  if (config.serverMetadata().device_authorization_endpoint === undefined) {
    throw new CliError(
      `The issuer ${client.issuer} offers no sign-in by device code. Use --client-id with RUNTRUTH_CLIENT_SECRET, or RUNTRUTH_TOKEN.`,
    );
  }
  try {
    const device = await openid.initiateDeviceAuthorization(config, { scope: `openid offline_access ${client.scope}` });
    terminal.err(`Open ${device.verification_uri_complete ?? device.verification_uri}`);
    terminal.err(`and confirm the code ${device.user_code}`);
    const answer = await openid.pollDeviceAuthorizationGrant(config, device, undefined, { signal: terminal.signal });
    return tokensOf(answer);
  } catch (error) {
    throw new CliError(`Signing in failed: ${messageOf(error)}`);
  }
}

/** Signs a program in with its own secret. */
export async function signInAsClient(client: Client, secret: string): Promise<Tokens> {
  const config = await discover(client, secret);
  try {
    return tokensOf(await openid.clientCredentialsGrant(config, { scope: client.scope }));
  } catch (error) {
    throw new CliError(`Signing in as ${client.clientId} failed: ${messageOf(error)}`);
  }
}

/** Renews the tokens of a person. Throws when the session has ended. */
export async function renew(client: Client, refreshToken: string): Promise<Tokens> {
  const config = await discover(client);
  try {
    return { refreshToken, ...tokensOf(await openid.refreshTokenGrant(config, refreshToken)) };
  } catch (error) {
    throw new CliError(`The session has ended (${messageOf(error)}). Run: runtruth sign-in`);
  }
}

export const isCurrent = ({ expiresAt }: Tokens, now: number): boolean =>
  expiresAt === undefined || expiresAt - renewSecondsBefore * 1000 > now;

function tokensOf(answer: openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers): Tokens {
  const seconds = answer.expiresIn();
  return {
    accessToken: answer.access_token,
    ...(seconds !== undefined && { expiresAt: Date.now() + seconds * 1000 }),
    ...(answer.refresh_token !== undefined && { refreshToken: answer.refresh_token }),
  };
}

function messageOf(error: unknown): string {
  if (error instanceof openid.ResponseBodyError) return error.error_description ?? error.error;
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
  return error instanceof Error ? error.message + cause : String(error);
}
