import { UserManager, WebStorageStateStore } from "oidc-client-ts";
import { createSession, currentUser, type Session, type SignOutKind, signedOutPath } from "./session.ts";

export type Entry =
  | { readonly kind: "signed_in"; readonly session: Session }
  /** The browser is being redirected to the issuer. */
  | { readonly kind: "leaving" }
  | { readonly kind: "signed_out"; signIn(): void }
  | { readonly kind: "failed"; signIn(): void };

const comesBackTo = "/signed-in";

/** Resumes the session of this browser, completes the sign-in after a redirect from the issuer, or starts one. */
export async function enter(): Promise<Entry> {
  const { signOut, ...issuer } = await readConfig();
  const manager = new UserManager({
    ...issuer,
    redirect_uri: location.origin + comesBackTo,
    post_logout_redirect_uri: location.origin + signedOutPath,
    // A reload and a new tab continue the session. The refresh token ends after a working day (security.md).
    userStore: new WebStorageStateStore({ store: localStorage }),
    // State that survives the redirect: the PKCE verifier and the address, but no token.
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    // A token is renewed when a request needs it, in one tab at a time.
    automaticSilentRenew: false,
    monitorSession: false,
  });
  const signIn = (address: string) => void manager.signinRedirect({ state: address });
  const session = createSession(manager, signOut, signIn);

  if (location.pathname === signedOutPath) return { kind: "signed_out", signIn: () => signIn("/") };
  if (location.pathname !== comesBackTo) {
    if ((await currentUser(manager)) !== undefined) return { kind: "signed_in", session };
    signIn(location.pathname + location.search);
    return { kind: "leaving" };
  }
  try {
    const user = await manager.signinRedirectCallback();
    history.replaceState(null, "", ownAddress(user.state));
    return { kind: "signed_in", session };
  } catch {
    return { kind: "failed", signIn: () => signIn("/") };
  }
}

/** Only addresses of this console are valid return targets. */
function ownAddress(state: unknown): string {
  return typeof state === "string" && /^\/(?!\/)/.test(state) ? state : "/";
}

/** The issuer settings, from the configuration file next to the pages. */
async function readConfig(): Promise<{
  authority: string;
  client_id: string;
  scope: string;
  signOut: SignOutKind;
}> {
  const config: unknown = await (await fetch("/config.json")).json();
  const { issuer, clientId, scope, signOut } =
    typeof config === "object" && config !== null
      ? { issuer: undefined, clientId: undefined, scope: undefined, signOut: undefined, ...config }
      : {};
  if (typeof issuer !== "string" || typeof clientId !== "string" || typeof scope !== "string")
    throw new Error("config.json lacks issuer, client or scope");
  // The scope of the API; an issuer may have none.
  return {
    authority: issuer,
    client_id: clientId,
    scope: `openid profile ${scope}`.trim(),
    signOut: signOut === "cognito" ? "cognito" : "openid",
  };
}
