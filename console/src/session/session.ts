import { ErrorResponse, type User, type UserManager } from "oidc-client-ts";

/** How an issuer signs out: as OpenID Connect specifies it, or like a Cognito user pool. */
export type SignOutKind = "openid" | "cognito";

/** A signed-in session, common to all tabs of this browser. Its tokens are read from the browser's storage on each use. */
export interface Session {
  /** A valid token, renewed first when it is about to expire. Signs in again when that is impossible. */
  token(): Promise<string>;
  /** A renewed token, after the API rejected this one. Signs in again when that is impossible. */
  tokenInsteadOf(rejected: string): Promise<string>;
  /** Signs in again and returns to the current address, after the API rejected a renewed token as well. */
  expired(): void;
  /** Ends the session here, in the other tabs and at the issuer. */
  signOut(): void;
}

/** A token with fewer seconds left is renewed before use. */
const renewalMarginSeconds = 60;

/** The path to which the issuer returns after sign-out. */
export const signedOutPath = "/signed-out";

/**
 * The stored user with a valid token, renewed if necessary. Undefined when the user must sign in: no session is stored,
 * or the issuer refuses the refresh token. Throws when the issuer cannot be reached.
 */
export async function currentUser(manager: UserManager, rejected?: string): Promise<User | undefined> {
  const stored = await manager.getUser();
  if (stored !== null && isUsable(stored, rejected)) return stored;
  // A refresh token can be used once: without the lock, two tabs would use the same one and both lose the session.
  return navigator.locks.request("runtruth-renewal", async () => {
    const user = await manager.getUser();
    if (user === null || isUsable(user, rejected)) return user ?? undefined;
    // Without a refresh token the library would try a hidden frame, which the content security policy forbids.
    if (user.refresh_token === undefined) return undefined;
    try {
      return (await manager.signinSilent()) ?? undefined;
    } catch (error) {
      if (error instanceof ErrorResponse) return undefined;
      throw error;
    }
  });
}

function isUsable({ access_token, expires_in = 0 }: User, rejected: string | undefined): boolean {
  return access_token !== rejected && expires_in > renewalMarginSeconds;
}

/** The session of the stored user. `signIn` redirects to the issuer, which returns to the given address. */
export function createSession(manager: UserManager, kind: SignOutKind, signIn: (address: string) => void): Session {
  let isLeaving = false;
  const expired = () => {
    if (isLeaving) return;
    isLeaving = true;
    void manager.removeUser().then(() => signIn(location.pathname + location.search));
  };
  const tokenOf = async (rejected?: string): Promise<string> => {
    const user = isLeaving ? undefined : await currentUser(manager, rejected);
    if (user !== undefined) return user.access_token;
    expired();
    // The page is being left: there is no answer to show.
    return new Promise(() => undefined);
  };
  return {
    token: () => tokenOf(),
    tokenInsteadOf: tokenOf,
    expired,
    signOut() {
      isLeaving = true;
      // An issuer without a sign-out page leaves its own session open; the console's is over anyway.
      leave(manager, kind).catch(() => location.assign(signedOutPath));
    },
  };
}

/**
 * Revokes the refresh token and signs out at the issuer. A Cognito user pool takes `client_id` and `logout_uri`; other
 * OpenID providers take `id_token_hint` and `post_logout_redirect_uri`. Neither gets the other's parameters.
 */
async function leave(manager: UserManager, kind: SignOutKind): Promise<void> {
  // Not every issuer can revoke. The refresh token is removed from this browser in any case.
  await manager.revokeTokens(["refresh_token"]).catch(() => undefined);
  if (kind === "openid") return manager.signoutRedirect();

  const endpoint = await manager.metadataService.getEndSessionEndpoint();
  await manager.removeUser();
  if (endpoint === undefined) throw new Error("the issuer has no sign-out page");
  const { client_id, post_logout_redirect_uri: logout_uri = "" } = manager.settings;
  location.assign(`${endpoint}?${new URLSearchParams({ client_id, logout_uri }).toString()}`);
}
