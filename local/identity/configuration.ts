import type { Configuration } from "oidc-provider";
import { callScope } from "../../infra/api-scope.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { IdentityKeys } from "./keys.ts";
import { audience, tokenLifetimeSeconds } from "./mint.ts";
import { messagePage, signOutPage } from "./pages.ts";
import { createSignInStore } from "./sign-in-store.ts";

/** The console's client id: a public client, which uses PKCE instead of a secret. */
export const consoleClientId = "runtruth-console";

/** Redirect paths after sign-in and sign-out, on every origin of the console. */
const consolePaths = ["/", "/signed-in", "/signed-in/silent", "/signed-out"] as const;

/** The API's resource indicator, which must be a URI; it is the audience of the API's tokens. */
const apiResource = "urn:runtruth:api";

interface Dependencies {
  readonly keys: IdentityKeys;
  readonly clock: Clock;
  readonly consoleOrigins: readonly string[];
  readonly isUser: (sub: string) => boolean;
}

/** Authorization code with PKCE for one public client, JWT access tokens for the API, and no consent page. */
export function configurationOf({ keys, clock, consoleOrigins, isUser }: Dependencies): Configuration {
  const returns = consoleOrigins.flatMap((origin) => consolePaths.map((path) => origin + path));
  return {
    adapter: createSignInStore(clock),
    jwks: { keys: [keys.signing] },
    cookies: { keys: [keys.cookieSecret] },
    clients: [
      {
        client_id: consoleClientId,
        token_endpoint_auth_method: "none",
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        redirect_uris: returns,
        post_logout_redirect_uris: returns,
      },
    ],
    pkce: { required: () => true },
    scopes: ["openid", "profile", "offline_access"],
    // The console renews tokens without a redirect, and like a Cognito user pool this needs no `offline_access` scope.
    issueRefreshToken: () => true,
    claims: { openid: ["sub"], profile: ["name"] },
    conformIdTokenClaims: false,
    clientBasedCORS: (_context, origin) => consoleOrigins.includes(origin),
    findAccount: (_context, sub) =>
      isUser(sub) ? { accountId: sub, claims: async () => ({ sub, name: sub }) } : undefined,
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => apiResource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: callScope,
          audience,
          accessTokenFormat: "jwt",
          accessTokenTTL: tokenLifetimeSeconds,
          jwt: { sign: { alg: "RS256" } },
        }),
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource(context, form) {
          context.body = signOutPage(form);
        },
        postLogoutSuccessSource(context) {
          context.body = messagePage("Signed out", "You can close this page.");
        },
      },
    },
    // Every seeded user may use the only client, so no consent page is needed.
    async loadExistingGrant(context) {
      const { client, session, provider } = context.oidc;
      if (!client || session?.accountId === undefined) return undefined;
      const known = session.grantIdFor(client.clientId);
      const grant =
        (known === undefined ? undefined : await provider.Grant.find(known)) ??
        new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid profile offline_access");
      grant.addResourceScope(apiResource, callScope);
      await grant.save();
      return grant;
    },
    renderError(context, { error, error_description: description }) {
      context.type = "html";
      context.body = messagePage(`Signing in failed: ${error}`, description ?? "");
    },
    interactions: { url: (_context, { uid }) => `/sign-in/${uid}` },
    ttl: {
      AccessToken: tokenLifetimeSeconds,
      AuthorizationCode: 60,
      Grant: 14 * 86_400,
      IdToken: tokenLifetimeSeconds,
      Interaction: 3600,
      RefreshToken: 14 * 86_400,
      Session: 14 * 86_400,
    },
  };
}
