import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { sinkUrl } from "../sink/sink-names.ts";

/** Finds a secret by name or ARN; undefined when it does not exist. */
export type FindSecret = (nameOrArn: string) => { readonly name: string; readonly value: string } | undefined;

export interface LocalSecrets {
  readonly find: FindSecret;
  /** The signing secrets of alert channels that were used so far. */
  signingSecrets(): readonly string[];
}

interface SecretsSetup {
  /** The file for generated secrets, so that signatures stay valid across restarts. */
  readonly file: string;
  /** The names of the secrets to generate on first use. */
  readonly generated: readonly string[];
  /**
   * The prefix of every environment's provider secret: `<prefix>/<workspace>/<environment>` is stored under
   * `runtruth/<deployment>/<workspace>/<environment>/provider`. Each value is unique, so that a test can tell which one
   * was used.
   */
  readonly providerSecret: string;
  /** Values that an operator stores after a deployment, by ARN. */
  readonly stored?: Readonly<Record<string, string>>;
}

/** The secrets of alert channels, by the last part of their name. */
const channelName = /^runtruth\/[^/]+\/[^/]+\/_channels\/([\w.-]+)$/;

const providerName = /^runtruth\/[^/]+\/([^/]+\/[^/]+)\/provider$/;

/**
 * The secrets of this local stack; they are valid only on this machine. Each secret of an alert channel exists: one whose
 * name begins with `slack` or `teams` is the URL of a local target, every other one a signing secret.
 */
export function openSecrets({ file, generated, providerSecret, stored = {} }: SecretsSetup): LocalSecrets {
  const kept = readSecrets(file);
  const missing = generated.filter((name) => !providerName.test(name) && kept[name] === undefined);
  const secrets: Record<string, string> = {
    ...kept,
    ...Object.fromEntries(missing.map((name) => [name, randomBytes(32).toString("base64url")])),
  };
  const keep = () => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  };
  if (missing.length > 0) keep();
  return {
    find,
    signingSecrets: () =>
      Object.keys(secrets)
        .filter(isChannel)
        .flatMap((name) => secrets[name] ?? []),
  };

  function channelValue(name: string): string | undefined {
    const short = channelName.exec(name)?.[1];
    const kind = /^(?:slack|teams)/.exec(short ?? "")?.[0];
    if (short === undefined) return undefined;
    if (kind !== undefined) return sinkUrl(kind, short);
    if (ownValue(secrets, name) === undefined) {
      secrets[name] = `whsec_${randomBytes(32).toString("base64")}`;
      keep();
    }
    return ownValue(secrets, name);
  }

  function find(nameOrArn: string) {
    const name = nameOrArn.replace(/^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:/, "");
    const place = providerName.exec(name)?.[1];
    const own = ownValue(stored, nameOrArn) ?? ownValue(secrets, name);
    const value = place === undefined ? (own ?? channelValue(name)) : `${providerSecret}/${place}`;
    return value === undefined ? undefined : { name, value };
  }
}

const isChannel = (name: string) => channelName.test(name);

function readSecrets(file: string): Record<string, string> {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return {};
  }
}

/** Names come from stored connections; "constructor" must not match an inherited property. */
function ownValue(secrets: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(secrets, name) ? secrets[name] : undefined;
}
