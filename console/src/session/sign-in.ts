import { InMemoryWebStorage, type User, UserManager, WebStorageStateStore } from "oidc-client-ts";

/** Somebody who has signed in. Their tokens live in memory and nowhere else: a reload asks the issuer again. */
export interface Session {
  /** A token that is good now. */
  token(): string;
  /** The token is not taken any more: signs in again and comes back to this very address. */
  expired(): void;
  signOut(): void;
}

export type Entry =
  | { readonly kind: "signed_in"; readonly session: Session }
  /** The browser is on its way to the issuer. */
  | { readonly kind: "leaving" }
  | { readonly kind: "signed_out"; signIn(): void }
  | { readonly kind: "failed"; signIn(): void };

const comesBackTo = "/signed-in";
const leavesTo = "/signed-out";

/** Lets somebody in: whoever comes back from the issuer with a code, and sends everybody else there first. */
export async function enter(): Promise<Entry> {
  const manager = new UserManager({
    ...(await readConfig()),
    redirect_uri: location.origin + comesBackTo,
    post_logout_redirect_uri: location.origin + leavesTo,
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    // What has to survive the way to the issuer and back: the proof key and the address, and no token.
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

/** Only an address of this console is gone back to. */
function ownAddress(state: unknown): string {
  return typeof state === "string" && /^\/(?!\/)/.test(state) ? state : "/";
}

/** Who signs people in here, from the file beside the pages. */
async function readConfig(): Promise<{ authority: string; client_id: string; scope: string }> {
  const config: unknown = await (await fetch("/config.json")).json();
  const { issuer, clientId, scope } =
    typeof config === "object" && config !== null
      ? { issuer: undefined, clientId: undefined, scope: undefined, ...config }
      : {};
  if (typeof issuer !== "string" || typeof clientId !== "string" || typeof scope !== "string")
    throw new Error("config.json names no issuer, client and scope");
  // The last is what the API asks of a token; an issuer may have none.
  return { authority: issuer, client_id: clientId, scope: `openid profile ${scope}`.trim() };
}
