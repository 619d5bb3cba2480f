import type { Adapter, AdapterFactory, AdapterPayload } from "oidc-provider";
import type { Clock } from "../../shared/foundation/clock.ts";

interface Entry {
  readonly payload: AdapterPayload;
  readonly expiresAt: number;
}

/** Time in which a replaced refresh token still works, as in the deployment's user pool (`infra/constructs/identity.ts`). */
const refreshTokenGraceSeconds = 10;

/**
 * The OpenID provider's sessions, codes and grants, in memory. After a restart users must sign in again, but their
 * tokens stay valid because the keys are persisted.
 */
export function createSignInStore(clock: Clock): AdapterFactory {
  const entries = new Map<string, Entry>();

  const live = (key: string): AdapterPayload | undefined => {
    const entry = entries.get(key);
    if (!entry) return undefined;
    if (entry.expiresAt > clock.now().getTime()) return entry.payload;
    entries.delete(key);
    return undefined;
  };
  const isInGrace = (consumed: unknown): boolean =>
    typeof consumed === "number" && clock.now().getTime() / 1000 - consumed < refreshTokenGraceSeconds;
  const findWhere = (prefix: string, matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
    for (const key of entries.keys()) {
      const payload = key.startsWith(prefix) ? live(key) : undefined;
      if (payload && matches(payload)) return payload;
    }
    return undefined;
  };

  return (model): Adapter => {
    const prefix = `${model}:`;
    return {
      async upsert(id, payload, expiresInSeconds) {
        const lifetime = expiresInSeconds ?? Number.POSITIVE_INFINITY;
        entries.set(prefix + id, { payload, expiresAt: clock.now().getTime() + lifetime * 1000 });
      },
      async find(id) {
        const payload = live(prefix + id);
        if (model !== "RefreshToken" || !isInGrace(payload?.consumed)) return payload;
        // The provider ends the whole session for a consumed token, although the response with its successor may be lost.
        return { ...payload, consumed: undefined };
      },
      findByUid: async (uid) => findWhere(prefix, (payload) => payload.uid === uid),
      findByUserCode: async (userCode) => findWhere(prefix, (payload) => payload.userCode === userCode),
      async consume(id) {
        const payload = live(prefix + id);
        if (payload) payload.consumed = Math.floor(clock.now().getTime() / 1000);
      },
      async destroy(id) {
        entries.delete(prefix + id);
      },
      async revokeByGrantId(grantId) {
        for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key);
      },
    };
  };
}
