import type {
  CallBudget,
  ProviderAnswer,
  ProviderConnection,
  ProviderReason,
} from "../../../shared/operations/provider/provider-access.ts";
import { type Call, type Exchange, exchange } from "./exchange.ts";
import type { ConnectionUrls } from "./origins.ts";
import type { PacedCalls } from "./pacing.ts";
import { retryAfterMillis, retrying, type Try, unstatedPauseMillis } from "./retrying.ts";
import { createTokens, type TokenParts } from "./tokens.ts";

/** A call without its access token. */
export type UnauthorizedCall = Omit<Call, "headers"> & {
  /** Not safe to repeat: an ambiguous failure is returned instead of retried. */
  readonly isOnce?: boolean;
  readonly extraHeaders?: Readonly<Record<string, string>>;
  /** The permission with the least privileges that would allow the call; a refusal names it. */
  readonly permission?: string;
  /** The caller interprets a refusal with status 403, which may also mean a missing licence. */
  readonly settlesRefusal?: boolean;
  /** A POST that changes nothing. */
  readonly isRead?: boolean;
};

/** A response that is neither a transport failure nor a rejected token; the caller interprets its status. */
export interface ProviderReply {
  readonly status: number;
  readonly json?: unknown;
}

/** Makes calls with a connection's token, and retries them where a retry may succeed. */
export function createAuthorizedCalls(parts: TokenParts & { readonly pacedCalls: PacedCalls }) {
  const { clock, timer } = parts;
  const tokens = createTokens(parts);

  return {
    forget: tokens.forget,
    /** The token that calls use. */
    token: tokens.get,

    /** A rejected token is replaced once. */
    async ask<Value>(
      connection: ProviderConnection,
      urls: ConnectionUrls,
      call: UnauthorizedCall,
      settle: (reply: ProviderReply) => Try<Value>,
      budget: CallBudget,
    ): Promise<ProviderAnswer<Value>> {
      let isTokenReplaced = false;
      const paced = parts.pacedCalls(connection, urls.base);
      const isWrite = call.method !== "GET" && call.isRead !== true;
      return retrying(
        async (): Promise<Try<Value>> => {
          const token = await tokens.get(connection, urls, budget);
          if (!token.ok) return { kind: "settled", answer: token };
          const headers = {
            authorization: `Bearer ${token.value}`,
            ...(call.body !== undefined && { "content-type": "application/json" }),
            ...call.extraHeaders,
          };
          const {
            isOnce = false,
            extraHeaders: _sent,
            settlesRefusal = false,
            isRead: _read,
            permission,
            ...request
          } = call;
          const turn = await paced?.take(isWrite, budget);
          if (turn?.kind === "later") return postponed(call.name, turn.afterMillis);
          const answer = await exchange({ ...request, headers }, budget, timer);
          if (answer.kind === "answered" && answer.status === 429) {
            const stated = retryAfterMillis(answer.headers, clock);
            const afterMillis = (await paced?.refused(isWrite, stated)) ?? stated ?? unstatedPauseMillis;
            return again("provider_throttled", `${call.name} was throttled.`, { afterMillis, status: 429 });
          }
          const isTokenRefused = answer.kind === "answered" && answer.status === 401;
          if (!isTokenRefused) {
            const result = settleAnswer(call.name, answer, settle, settlesRefusal ? "settled_by_caller" : permission);
            const isDoubtful = result.kind === "again";
            return isOnce && isDoubtful ? { kind: "settled", answer: { ok: false, failure: result.failure } } : result;
          }

          tokens.forget(connection, urls);
          const refused = failed("provider_auth_failed", `${call.name} was refused: the token is not accepted.`);
          if (isTokenReplaced) return { kind: "settled", answer: refused };
          isTokenReplaced = true;
          return { kind: "again", failure: refused.failure, afterMillis: 0 };
        },
        budget,
        parts,
      );
    },
  };

  function settleAnswer<Value>(
    name: string,
    answer: Exchange,
    settle: (reply: ProviderReply) => Try<Value>,
    permission: string | "settled_by_caller" | undefined,
  ): Try<Value> {
    if (answer.kind === "damaged") return again("provider_response_invalid", answer.message);
    if (answer.kind === "unanswered") return again("provider_unreachable", answer.message);
    const { status, headers, json } = answer;
    if (status >= 500) {
      const message = `${name} was answered with status ${status}.`;
      return again("provider_unreachable", message, { afterMillis: retryAfterMillis(headers, clock), status });
    }
    if (status === 403 && permission !== "settled_by_caller") {
      const { failure } = failed("provider_permission_denied", `${name} was refused: ${missing(permission)}.`, status);
      return {
        kind: "settled",
        answer: { ok: false, failure: { ...failure, ...(permission !== undefined && { permission }) } },
      };
    }
    if (status >= 300 && status < 400) {
      return settled("provider_redirected", `${name} was redirected, which is never followed.`, status);
    }
    return settle({ status, ...(json !== undefined && { json }) });
  }
}

const missing = (permission: string | undefined) =>
  permission === undefined ? "the permission is missing" : `the permission ${permission} is missing`;

export type AuthorizedCalls = ReturnType<typeof createAuthorizedCalls>;

export function failed(reasonCode: ProviderReason, message: string, status?: number) {
  return { ok: false, failure: { reasonCode, message, ...(status !== undefined && { status }) } } as const;
}

/** The own budget is used up for longer than a call waits: nothing was sent. */
function postponed(name: string, retryAfterMillis: number): Try<never> {
  const { failure } = failed("provider_throttled", `${name} waits for the provider's budget.`);
  return { kind: "settled", answer: { ok: false, failure: { ...failure, retryAfterMillis } } };
}

export function settled(reasonCode: ProviderReason, message: string, status?: number): Try<never> {
  return { kind: "settled", answer: failed(reasonCode, message, status) };
}

export function again(
  reasonCode: ProviderReason,
  message: string,
  { afterMillis, status }: { readonly afterMillis?: number | undefined; readonly status?: number } = {},
): Try<never> {
  const { failure } = failed(reasonCode, message, status);
  return { kind: "again", failure, ...(afterMillis !== undefined && { afterMillis }) };
}
