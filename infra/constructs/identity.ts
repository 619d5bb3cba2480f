import { Duration } from "aws-cdk-lib";
import { CfnManagedLoginBranding, OAuthScope, UserPoolClient } from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import { callScope } from "../api-scope.ts";
import type { Environment } from "../environments.ts";
import { accessTokenMinutes, signInPrefix, type UserDirectory } from "./user-directory.ts";

interface IdentityProps {
  readonly environment: Pick<Environment, "identity">;
  /** The stack's own users; undefined with an external issuer. */
  readonly directory: UserDirectory | undefined;
  /** The console's address, the redirect target after signing in or out. */
  readonly consoleUrl: string;
}

/** The redirect paths after sign-in and after sign-out. */
const signedInPaths = ["/", "/signed-in"] as const;
const signedOutPaths = ["/", "/signed-out"] as const;

/** One working day, then the user signs in again. */
const refreshTokenHours = 12;
/** Time in which a replaced refresh token still works, because the response with its successor may be lost. */
const rotationGraceSeconds = 10;

/** The trusted issuer: the deployment's own user pool or the issuer that the environment names. */
export class Identity extends Construct {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** The required scope, which an ID token never has; null when the audience is enough. */
  readonly scope: string | null;
  readonly consoleClientId: string;

  constructor(scope: Construct, id: string, { environment, directory, consoleUrl }: IdentityProps) {
    super(scope, id);
    const { identity } = environment;
    if (identity.kind === "oidc") {
      this.issuer = identity.issuer;
      this.audience = identity.audience;
      this.scope = identity.scope;
      this.consoleClientId = identity.consoleClientId;
      return;
    }
    if (directory === undefined) throw new Error("The environment's own user pool is missing.");
    const console = addConsoleClient(this, directory, consoleUrl);
    new CfnManagedLoginBranding(this, "SignInPage", {
      userPoolId: directory.users.userPoolId,
      clientId: console.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    this.issuer = directory.users.userPoolProviderUrl;
    // A Cognito access token has a client id instead of an audience; the gateway compares that.
    const programs = [directory.machines, ...(directory.canary === undefined ? [] : [directory.canary])];
    this.audience = [console, ...programs].map(({ userPoolClientId }) => userPoolClientId);
    this.scope = callScope;
    this.consoleClientId = console.userPoolClientId;
  }
}

/** The origins that a browser contacts during sign-in. */
export function signInOrigins({ name, account, region, identity }: Environment): string[] {
  if (identity.kind === "oidc") return [new URL(identity.issuer).origin];
  return [
    `https://cognito-idp.${region}.amazonaws.com`,
    `https://${signInPrefix({ name, account })}.auth.${region}.amazoncognito.com`,
  ];
}

/**
 * A public client with PKCE, because a browser cannot keep a secret. It is created with the console, whose address it
 * names; no membership refers to it.
 */
function addConsoleClient(scope: Construct, { users, call }: UserDirectory, consoleUrl: string): UserPoolClient {
  return new UserPoolClient(scope, "Console", {
    userPool: users,
    generateSecret: false,
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    authFlows: { userSrp: true },
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.PROFILE, call],
      callbackUrls: signedInPaths.map((path) => consoleUrl + path),
      logoutUrls: signedOutPaths.map((path) => consoleUrl + path),
    },
    accessTokenValidity: Duration.minutes(accessTokenMinutes),
    idTokenValidity: Duration.minutes(accessTokenMinutes),
    refreshTokenValidity: Duration.hours(refreshTokenHours),
    refreshTokenRotationGracePeriod: Duration.seconds(rotationGraceSeconds),
  });
}
