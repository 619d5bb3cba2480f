/**
 * How the issuer signs out. `openid` follows OpenID Connect RP-Initiated Logout and asks for confirmation. `cognito` is
 * like managed login of a user pool: `GET /logout` with `client_id` and a registered `logout_uri`, and a browser session
 * of one hour.
 */
export const issuerKinds = ["openid", "cognito"] as const;
export type IssuerKind = (typeof issuerKinds)[number];
