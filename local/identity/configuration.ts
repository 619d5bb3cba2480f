import type { Configuration } from "oidc-provider";
import { callScope } from "../../infra/api-scope.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { IssuerKind } from "./issuer-kinds.ts";
import type { IdentityKeys } from "./keys.ts";
import { audience, tokenLifetimeSeconds } from "./mint.ts";
import { deviceCodePage, deviceConfirmPage, messagePage, signOutPage } from "./pages.ts";
import { createSignInStore } from "./sign-in-store.ts";

/** The console's client id: a public client, which uses PKCE instead of a secret. */
export const consoleClientId = "runtruth-console";

/** The command line's client id: a public client, whose user confirms a code in any browser. */
export const commandClientId = "runtruth-cli";

/** A program's client, which gets tokens by client credentials. Its id is the subject of its tokens. */
export const machineClient = { id: "runtruth-machine", secret: "local-machine-secret" } as const;

/** The canary's client, the local counterpart of the one in its secret. */
export const canaryClient = { id: "runtruth-canary", secret: "local-canary-secret" } as const;

/** Redirect paths after sign-in and sign-out, on every origin of the console. */
const consolePaths = ["/", "/signed-in", "/signed-in/silent", "/signed-out"] as const;

/** As in the user pool of a deployment. */
const refreshTokenSeconds = 12 * 3600;

/** The API's resource indicator, which must be a URI; it is the audience of the API's tokens. */
const apiResource = "urn:runtruth:api";

interface Dependencies {
  readonly issuer: string;
  readonly kind: IssuerKind;
  readonly keys: IdentityKeys;
  readonly clock: Clock;
  readonly consoleOrigins: readonly string[];
  readonly isUser: (sub: string) => boolean;
}

/** The console's registered redirect and sign-out addresses. */
export function redirectsOf(consoleOrigins: readonly string[]): string[] {
  return consoleOrigins.flatMap((origin) => consolePaths.map((path) => origin + path));
}

/** Authorization code with PKCE for the console, client credentials for programs, JWT access tokens for the API, and no consent page. */
export function configurationOf({ issuer, kind, keys, clock, consoleOrigins, isUser }: Dependencies): Configuration {
  const returns = redirectsOf(consoleOrigins);
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
      {
        client_id: commandClientId,
        token_endpoint_auth_method: "none",
        grant_types: ["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"],
        response_types: [],
        redirect_uris: [],
      },
      ...[machineClient, canaryClient].map(({ id, secret }) => ({
        client_id: id,
        client_secret: secret,
        grant_types: ["client_credentials"],
        response_types: [],
        redirect_uris: [],
      })),
    ],
    pkce: { required: () => true },
    scopes: ["openid", "profile", "offline_access"],
    // The console renews tokens without a redirect, and like a Cognito user pool this needs no `offline_access` scope.
    issueRefreshToken: (_context, { clientId }) => clientId === consoleClientId || clientId === commandClientId,
    // Tokens outlive the browser's session with the issuer, as in a user pool.
    expiresWithSession: () => false,
    // Each use replaces the token. A later use of a replaced one, after a short grace period, ends the session.
    rotateRefreshToken: true,
    claims: { openid: ["sub"], profile: ["name"] },
    conformIdTokenClaims: false,
    clientBasedCORS: (_context, origin) => consoleOrigins.includes(origin),
    findAccount: (_context, sub) =>
      isUser(sub) ? { accountId: sub, claims: async () => ({ sub, name: sub }) } : undefined,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      // A user pool has no sign-in by device code; its command line signs in as a program.
      deviceFlow: {
        enabled: kind === "openid",
        userCodeInputSource(context, form, _out, error) {
          context.body = deviceCodePage(
            form,
            error === undefined ? undefined : "This code is not known. Enter it again.",
          );
        },
        userCodeConfirmSource(context, form, client, _device, code) {
          context.body = deviceConfirmPage(form, client.clientId, code);
        },
        successSource(context) {
          context.body = messagePage("Signed in", "Return to the command line. You can close this page.");
        },
      },
      revocation: { enabled: true, allowedPolicy: (_context, client, token) => token.clientId === client.clientId },
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
        enabled: kind === "openid",
        logoutSource(context, form) {
          context.body = signOutPage(form);
        },
        postLogoutSuccessSource(context) {
          context.body = messagePage("Signed out", "You can close this page.");
        },
      },
    },
    // Every seeded user may use the clients of people, so no consent page is needed.
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
    ...(kind === "cognito" && { discovery: { end_session_endpoint: `${issuer}/logout` } }),
    interactions: { url: (_context, { uid }) => `/sign-in/${uid}` },
    ttl: {
      AccessToken: tokenLifetimeSeconds,
      AuthorizationCode: 60,
      DeviceCode: 600,
      Grant: 14 * 86_400,
      IdToken: tokenLifetimeSeconds,
      Interaction: 3600,
      // A working day from the sign-in: a replaced token keeps the end of the first one.
      RefreshToken: (context) => context.oidc.entities.RotatedRefreshToken?.remainingTTL ?? refreshTokenSeconds,
      Session: kind === "cognito" ? 3600 : 14 * 86_400,
    },
  };
}
