import * as z from "zod";
import type { Clock } from "../../../shared/clock.ts";
import type { CallBudget, ProviderAnswer, ProviderConnection } from "../../../shared/operations/provider-access.ts";
import { type Exchange, exchange } from "./exchange.ts";
import { type RetryParts, retryAfterMillis, retrying, type Try } from "./retrying.ts";

/** Reads a secret by its name; undefined when there is none. Throws when the store of secrets does not answer. */
export type ReadSecret = (name: string, signal: AbortSignal) => Promise<string | undefined>;

export interface TokenParts extends RetryParts {
  readonly clock: Clock;
  readonly readSecret: ReadSecret;
}

/** A token is not used in its last minute, or its last half when it lives for less than two. */
const marginSeconds = 60;
const cachedTokensMax = 100;

const tokenAnswer = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  expires_in: z.coerce.number().positive().max(86_400),
});
const tokenError = z.object({ error: z.string().optional(), error_codes: z.array(z.number()).optional() });

/** "The administrator has not consented", by number and by name. */
const consentCodes = [65001, 65004, 90094];
const consentErrors = ["consent_required", "interaction_required"];

const name = "Asking for a token";

/** Tokens by client credentials, kept while they are valid; the secret is read for each new one and never kept. */
export function createTokens({ clock, readSecret, ...parts }: TokenParts) {
  const cached = new Map<string, { readonly token: string; readonly goodUntil: number }>();
  const keyOf = ({ id, tokenUrl, clientId, secretName }: ProviderConnection) =>
    JSON.stringify([id, tokenUrl, clientId, secretName]);

  async function request(
    connection: ProviderConnection,
    tokenUrl: URL,
    base: URL,
    budget: CallBudget,
  ): Promise<ProviderAnswer<string>> {
    const secret = await readSecret(connection.secretName, budget.signal);
    if (secret === undefined || secret === "") {
      const message = "The connection's secret does not exist under its name, or is empty.";
      return { ok: false, failure: { reasonCode: "provider_credential_missing", message } };
    }
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: connection.clientId,
      client_secret: secret,
      scope: `${base.origin}/.default`,
    });
    const call = {
      name,
      url: tokenUrl,
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: form.toString(),
    } as const;
    const asked = () => exchange(call, budget, parts.timer).then((answer) => settle(connection, answer));
    return retrying(asked, budget, parts);
  }

  function settle(connection: ProviderConnection, answer: Exchange): Try<string> {
    if (answer.kind === "damaged") return again("provider_response_invalid", answer.message);
    if (answer.kind === "unanswered") return again("provider_unreachable", answer.message);
    const { status, headers, json } = answer;
    if (status === 429) {
      return again("provider_throttled", `${name} was throttled.`, retryAfterMillis(headers, clock));
    }
    if (status >= 500) {
      const message = `${name} was answered with status ${status}.`;
      return again("provider_unreachable", message, retryAfterMillis(headers, clock));
    }
    if (status === 200) return keep(connection, json);
    const { error = "", error_codes = [] } = tokenError.safeParse(json).data ?? {};
    const isConsent = consentErrors.includes(error) || error_codes.some((code) => consentCodes.includes(code));
    if (isConsent) return settled("provider_consent_missing", "An administrator must first grant consent.");
    if (status === 400 || status === 401 || status === 403) {
      return settled("provider_auth_failed", "The provider does not accept the connection's client or secret.");
    }
    return settled("provider_response_invalid", `${name} was answered with status ${status}.`);
  }

  function keep(connection: ProviderConnection, json: unknown): Try<string> {
    const read = tokenAnswer.safeParse(json);
    if (!read.success) return again("provider_response_invalid", `${name} was answered without a usable token.`);
    const { access_token: token, expires_in: seconds } = read.data;
    const usableSeconds = seconds - Math.min(marginSeconds, seconds / 2);
    if (cached.size >= cachedTokensMax) cached.clear();
    cached.set(keyOf(connection), { token, goodUntil: clock.now().getTime() + usableSeconds * 1000 });
    return { kind: "settled", answer: { ok: true, value: token } };
  }

  return {
    async get(
      connection: ProviderConnection,
      urls: { readonly base: URL; readonly token: URL },
      budget: CallBudget,
    ): Promise<ProviderAnswer<string>> {
      const known = cached.get(keyOf(connection));
      if (known !== undefined && known.goodUntil > clock.now().getTime()) return { ok: true, value: known.token };
      return request(connection, urls.token, urls.base, budget);
    },

    /** The provider does not accept the kept token any more, or a fresh one is what is wanted. */
    forget(connection: ProviderConnection): void {
      cached.delete(keyOf(connection));
    },
  };
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
