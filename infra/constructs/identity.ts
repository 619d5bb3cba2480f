import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import {
  CfnManagedLoginBranding,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  type UserPoolClient,
} from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import { apiScope, callScope } from "../api-scope.ts";
import type { Environment } from "../environments.ts";

interface IdentityProps {
  readonly environment: Pick<Environment, "name" | "account" | "identity" | "removalPolicy">;
  /** The console's address, the redirect target after signing in or out. */
  readonly consoleUrl: string;
}

/** The redirect paths after sign-in and after sign-out. */
const signedInPaths = ["/", "/signed-in"] as const;
const signedOutPaths = ["/", "/signed-out"] as const;

/** Short, because an issued token cannot be revoked; the console renews its own. */
const accessTokenMinutes = 15;
/** One working day, then the user signs in again. */
const refreshTokenHours = 12;

/** The trusted issuer: the stack's own user pool or the issuer that the environment names. */
export class Identity extends Construct {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** The required scope, which an ID token never has; null when the audience is enough. */
  readonly scope: string | null;
  readonly consoleClientId: string;

  constructor(scope: Construct, id: string, { environment, consoleUrl }: IdentityProps) {
    super(scope, id);
    const { identity } = environment;
    if (identity.kind === "oidc") {
      this.issuer = identity.issuer;
      this.audience = identity.audience;
      this.scope = identity.scope;
      this.consoleClientId = identity.consoleClientId;
      return;
    }
    const users = makeUsers(this, environment);
    const call = addCallScope(users);
    const console = addConsoleClient(users, consoleUrl, call);
    new CfnManagedLoginBranding(this, "SignInPage", {
      userPoolId: users.userPoolId,
      clientId: console.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    const machines = addMachineClient(users, call);
    this.issuer = users.userPoolProviderUrl;
    // A Cognito access token has a client id instead of an audience; the gateway compares that.
    this.audience = [console.userPoolClientId, machines.userPoolClientId];
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

/** Domain prefixes are unique per region across all accounts, so this one contains the account. */
function signInPrefix({ name, account }: Pick<Environment, "name" | "account">): string {
  return `runtruth-${name}-${account}`;
}

function makeUsers(scope: Construct, environment: IdentityProps["environment"]): UserPool {
  const isKept = environment.removalPolicy === "retain";
  const users = new UserPool(scope, "Users", {
    // Users are invited; there is no self sign-up.
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    passwordPolicy: {
      minLength: 14,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
    },
    mfa: Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false },
    featurePlan: FeaturePlan.ESSENTIALS,
    deletionProtection: isKept,
    removalPolicy: isKept ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  Validations.of(users).acknowledge({
    id: "AwsSolutions-COG8",
    reason:
      "MFA is required for every user and self sign-up is disabled; the plan with threat protection is billed per user.",
  });
  users.addDomain("SignIn", {
    cognitoDomain: { domainPrefix: signInPrefix(environment) },
    managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
  });
  return users;
}

/** The scope both clients request: an access token carries it, an ID token does not. */
function addCallScope(users: UserPool): OAuthScope {
  const call = new ResourceServerScope({ scopeName: apiScope.name, scopeDescription: "Call the API" });
  const api = users.addResourceServer("Api", { identifier: apiScope.resourceServer, scopes: [call] });
  return OAuthScope.resourceServer(api, call);
}

/** A public client with PKCE, because a browser cannot keep a secret. */
function addConsoleClient(users: UserPool, consoleUrl: string, call: OAuthScope): UserPoolClient {
  return users.addClient("Client", {
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
  });
}

/** A client for programs with client credentials; its permissions are those of its membership. */
function addMachineClient(users: UserPool, call: OAuthScope): UserPoolClient {
  return users.addClient("Machines", {
    generateSecret: true,
    enableTokenRevocation: true,
    oAuth: { flows: { clientCredentials: true }, scopes: [call] },
    accessTokenValidity: Duration.minutes(accessTokenMinutes),
  });
}
