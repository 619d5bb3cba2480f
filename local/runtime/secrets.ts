import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";

/** Finds a secret by name or ARN; undefined when it does not exist. */
export type FindSecret = (nameOrArn: string) => { readonly name: string; readonly value: string } | undefined;

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

const providerName = /^runtruth\/[^/]+\/([^/]+\/[^/]+)\/provider$/;

/** The secrets of this local stack; they are valid only on this machine. */
export function openSecrets({ file, generated, providerSecret, stored = {} }: SecretsSetup): FindSecret {
  const kept = readSecrets(file);
  const missing = generated.filter((name) => !providerName.test(name) && kept[name] === undefined);
  const secrets: Record<string, string> = {
    ...kept,
    ...Object.fromEntries(missing.map((name) => [name, randomBytes(32).toString("base64url")])),
  };
  if (missing.length > 0) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  }

  return (nameOrArn) => {
    const name = nameOrArn.replace(/^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:/, "");
    const place = providerName.exec(name)?.[1];
    const own = ownValue(stored, nameOrArn) ?? ownValue(secrets, name);
    const value = place === undefined ? own : `${providerSecret}/${place}`;
    return value === undefined ? undefined : { name, value };
  };
}

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
