import { createHash } from "node:crypto";
import * as z from "zod";
import { isOwnSecretName, secretPrefixOf } from "../../../shared/access/secret-name.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type {
  CallBudget,
  ProviderAnswer,
  ProviderConnection,
  ProviderReason,
} from "../../../shared/operations/provider/provider-access.ts";
import { type Exchange, exchange } from "./exchange.ts";
import type { ConnectionUrls } from "./origins.ts";
import { type RetryParts, retryAfterMillis, retrying, type Try, throttlePauseMillis } from "./retrying.ts";

/** Why a secret cannot be used until an administrator changes something. */
export type SecretFault = "absent" | "deletion_scheduled" | "access_denied" | "not_decryptable" | "without_text";

/** Reads a secret by name. Throws when the secret store does not respond. */
export type ReadSecret = (name: string, signal: AbortSignal) => Promise<string | { readonly fault: SecretFault }>;

export interface TokenParts extends RetryParts {
  readonly clock: Clock;
  /** The deployment name, which is part of the name of every secret. */
  readonly deployment: string;
  readonly readSecret: ReadSecret;
}

/** A token is not used in its last minute, or in its last half when it is valid for less than two minutes. */
const marginSeconds = 60;
const cachedTokensMax = 100;
/** Longest use of a token, in seconds, after its secret was replaced or removed. */
export const secretCheckedEverySeconds = 60;

interface CachedToken {
  readonly token: string;
  readonly goodUntil: number;
  /** A digest of the secret the token was issued for; a changed secret invalidates the token. */
  readonly secretVersion: string;
  readonly secretCheckedAt: number;
}

const tokenAnswer = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  expires_in: z.coerce.number().positive().max(86_400),
});
const tokenError = z.object({ error: z.string().optional(), error_codes: z.array(z.number()).optional() });

/** "The administrator has not consented", by number and by name. */
const consentCodes = [65001, 65004, 90094];
const consentErrors = ["consent_required", "interaction_required"];

/** The cause and the remedy, for the diagnostics of the run. */
const secretMessages: Readonly<Record<SecretFault, string>> = {
  absent: "The connection's secret does not exist under its name; create it, or name another one in the connection.",
  deletion_scheduled: "The connection's secret is scheduled for deletion; restore it, or name another one.",
  access_denied: "The worker may not read the connection's secret; check the policies of the secret and of its key.",
  not_decryptable: "The connection's secret cannot be decrypted; check that its key is enabled.",
  without_text: "The connection's secret holds no text; store the client secret as its text.",
};

const name = "Asking for a token";

/**
 * Caches client-credentials tokens while they are valid, each for one connection of one environment and its current
 * settings: a changed URL, client or secret requires a new token. The secret itself is never cached, and only secrets
 * of the same environment are read.
 */
export function createTokens({ clock, deployment, readSecret, ...parts }: TokenParts) {
  const cached = new Map<string, CachedToken>();
  const keyOf = ({ scope, id, clientId, secretName }: ProviderConnection, { base, token }: ConnectionUrls) =>
    JSON.stringify([scope.workspaceId, scope.environmentId, id, base.origin, token.href, clientId, secretName]);

  async function request(
    connection: ProviderConnection,
    urls: ConnectionUrls,
    secret: string,
    budget: CallBudget,
  ): Promise<ProviderAnswer<string>> {
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: connection.clientId,
      client_secret: secret,
      scope: `${urls.base.origin}/.default`,
    });
    const call = {
      name,
      url: urls.token,
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: form.toString(),
    } as const;
    const keep = (token: Pick<CachedToken, "token" | "goodUntil">) => {
      if (cached.size >= cachedTokensMax) cached.clear();
      const secretVersion = versionOf(secret);
      cached.set(keyOf(connection, urls), { ...token, secretVersion, secretCheckedAt: clock.now().getTime() });
    };
    const asked = () => exchange(call, budget, parts.timer).then((answer) => settle(answer, keep));
    return retrying(asked, budget, parts);
  }

  function settle(answer: Exchange, keep: KeepToken): Try<string> {
    if (answer.kind === "damaged") return again("provider_response_invalid", answer.message);
    if (answer.kind === "unanswered") return again("provider_unreachable", answer.message);
    const { status, headers, json } = answer;
    if (status === 429) {
      return again("provider_throttled", `${name} was throttled.`, throttlePauseMillis(headers, clock));
    }
    if (status >= 500) {
      const message = `${name} was answered with status ${status}.`;
      return again("provider_unreachable", message, retryAfterMillis(headers, clock));
    }
    if (status === 200) return issued(json, keep);
    const { error = "", error_codes = [] } = tokenError.safeParse(json).data ?? {};
    const isConsent = consentErrors.includes(error) || error_codes.some((code) => consentCodes.includes(code));
    if (isConsent) return settled("provider_consent_missing", "An administrator must first grant consent.");
    if (status === 400 || status === 401 || status === 403) {
      return settled("provider_auth_failed", "The provider does not accept the connection's client or secret.");
    }
    return settled("provider_response_invalid", `${name} was answered with status ${status}.`);
  }

  function issued(json: unknown, keep: KeepToken): Try<string> {
    const read = tokenAnswer.safeParse(json);
    if (!read.success) return again("provider_response_invalid", `${name} was answered without a usable token.`);
    const { access_token: token, expires_in: seconds } = read.data;
    const usableSeconds = seconds - Math.min(marginSeconds, seconds / 2);
    keep({ token, goodUntil: clock.now().getTime() + usableSeconds * 1000 });
    return { kind: "settled", answer: { ok: true, value: token } };
  }

  return {
    async get(
      connection: ProviderConnection,
      urls: ConnectionUrls,
      budget: CallBudget,
    ): Promise<ProviderAnswer<string>> {
      const owner = { deployment, ...connection.scope };
      if (!isOwnSecretName(connection.secretName, owner)) {
        const message = `The connection's secret must be stored under a name that begins with ${secretPrefixOf(owner)}; store it there and name it in the connection.`;
        return refused("provider_secret_not_allowed", message);
      }
      const key = keyOf(connection, urls);
      const now = clock.now().getTime();
      const cachedToken = cached.get(key);
      const known = cachedToken !== undefined && cachedToken.goodUntil > now ? cachedToken : undefined;
      if (known !== undefined && now - known.secretCheckedAt < secretCheckedEverySeconds * 1000) {
        return { ok: true, value: known.token };
      }
      const read = await readSecret(connection.secretName, budget.signal);
      const secret = read === "" ? ({ fault: "without_text" } as const) : read;
      if (typeof secret !== "string") {
        cached.delete(key);
        return refused("provider_credential_missing", secretMessages[secret.fault]);
      }
      if (known === undefined || known.secretVersion !== versionOf(secret)) {
        return request(connection, urls, secret, budget);
      }
      cached.set(key, { ...known, secretCheckedAt: now });
      return { ok: true, value: known.token };
    },

    /** Drops the cached token, after the provider rejected it or when a fresh one is required. */
    forget(connection: ProviderConnection, urls: ConnectionUrls): void {
      cached.delete(keyOf(connection, urls));
    },
  };
}

type KeepToken = (token: Pick<CachedToken, "token" | "goodUntil">) => void;

const versionOf = (secret: string) => createHash("sha256").update(secret).digest("base64url");

function refused(reasonCode: ProviderReason, message: string): ProviderAnswer<never> {
  return { ok: false, failure: { reasonCode, message } };
}

type TokenReason =
  | "provider_consent_missing"
  | "provider_auth_failed"
  | "provider_throttled"
  | "provider_unreachable"
  | "provider_response_invalid";

function again(reasonCode: TokenReason, message: string, afterMillis?: number): Try<string> {
  return { kind: "again", failure: { reasonCode, message }, ...(afterMillis !== undefined && { afterMillis }) };
}

function settled(reasonCode: TokenReason, message: string): Try<string> {
  return { kind: "settled", answer: { ok: false, failure: { reasonCode, message } } };
}
