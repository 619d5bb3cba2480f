import { InMemoryWebStorage, type User, UserManager, WebStorageStateStore } from "oidc-client-ts";

/** A signed-in session. Tokens exist only in memory: a reload asks the issuer again. */
export interface Session {
  /** A currently valid token. */
  token(): string;
  /** The token is no longer accepted: signs in again and returns to the current address. */
  expired(): void;
  signOut(): void;
}

export type Entry =
  | { readonly kind: "signed_in"; readonly session: Session }
  /** The browser is being redirected to the issuer. */
  | { readonly kind: "leaving" }
  | { readonly kind: "signed_out"; signIn(): void }
  | { readonly kind: "failed"; signIn(): void };

const comesBackTo = "/signed-in";
const leavesTo = "/signed-out";

/** Completes the sign-in after a redirect from the issuer, or starts one. */
export async function enter(): Promise<Entry> {
  const manager = new UserManager({
    ...(await readConfig()),
    redirect_uri: location.origin + comesBackTo,
    post_logout_redirect_uri: location.origin + leavesTo,
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    // State that survives the redirect: the PKCE verifier and the address, but no token.
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: true,
    monitorSession: false,
  });
  const signIn = (address: string) => void manager.signinRedirect({ state: address });

  if (location.pathname === leavesTo) return { kind: "signed_out", signIn: () => signIn("/") };
  if (location.pathname !== comesBackTo) {
    signIn(location.pathname + location.search);
    return { kind: "leaving" };
  }
  try {
    const user = await manager.signinRedirectCallback();
    history.replaceState(null, "", ownAddress(user.state));
    return { kind: "signed_in", session: sessionOf(manager, user, signIn) };
  } catch {
    return { kind: "failed", signIn: () => signIn("/") };
  }
}

function sessionOf(manager: UserManager, signedIn: User, signIn: (address: string) => void): Session {
  let token = signedIn.access_token;
  let isLeaving = false;
  const expired = () => {
    if (isLeaving) return;
    isLeaving = true;
    signIn(location.pathname + location.search);
  };
  manager.events.addUserLoaded((user) => {
    token = user.access_token;
  });
  manager.events.addAccessTokenExpired(expired);
  return { token: () => token, expired, signOut: () => void manager.signoutRedirect() };
}

/** Only addresses of this console are valid return targets. */
function ownAddress(state: unknown): string {
  return typeof state === "string" && /^\/(?!\/)/.test(state) ? state : "/";
}

/** The issuer settings, from the configuration file next to the pages. */
async function readConfig(): Promise<{ authority: string; client_id: string; scope: string }> {
  const config: unknown = await (await fetch("/config.json")).json();
  const { issuer, clientId, scope } =
    typeof config === "object" && config !== null
      ? { issuer: undefined, clientId: undefined, scope: undefined, ...config }
      : {};
  if (typeof issuer !== "string" || typeof clientId !== "string" || typeof scope !== "string")
    throw new Error("config.json lacks issuer, client or scope");
  // The scope of the API; an issuer may have none.
  return { authority: issuer, client_id: clientId, scope: `openid profile ${scope}`.trim() };
}
