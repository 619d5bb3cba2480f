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
  /** Where the console is; people come back to it after signing in or out. */
  readonly consoleUrl: string;
}

/** The paths of the console that a sign-in comes back to, and those a sign-out does. */
const signedInPaths = ["/", "/signed-in"] as const;
const signedOutPaths = ["/", "/signed-out"] as const;

/** Short, because nothing takes back a token that was given out; the console renews its own. */
const accessTokenMinutes = 15;
/** A working day: then a person signs in again. */
const refreshTokenHours = 12;

/** Whose tokens the API takes: those of a user pool of the stack's own, or of the issuer that the environment names. */
export class Identity extends Construct {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** What a token must have been given for, which an ID token never was; null when the audience is enough. */
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
    // An access token of Cognito names its client and no audience; the gateway compares that name.
    this.audience = [console.userPoolClientId, machines.userPoolClientId];
    this.scope = callScope;
    this.consoleClientId = console.userPoolClientId;
  }
}

/** The origins that a browser talks to while somebody signs in. */
export function signInOrigins({ name, account, region, identity }: Environment): string[] {
  if (identity.kind === "oidc") return [new URL(identity.issuer).origin];
  return [
    `https://cognito-idp.${region}.amazonaws.com`,
    `https://${signInPrefix({ name, account })}.auth.${region}.amazoncognito.com`,
  ];
}

/** Names of sign-in pages are shared by all accounts of a region, so this one carries the account. */
function signInPrefix({ name, account }: Pick<Environment, "name" | "account">): string {
  return `runtruth-${name}-${account}`;
}

function makeUsers(scope: Construct, environment: IdentityProps["environment"]): UserPool {
  const isKept = environment.removalPolicy === "retain";
  const users = new UserPool(scope, "Users", {
    // Operators are invited; nobody lets themselves in.
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
    reason: "A second factor is required of everybody, and nobody signs up; the plan above is paid for by head.",
  });
  users.addDomain("SignIn", {
    cognitoDomain: { domainPrefix: signInPrefix(environment) },
    managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
  });
  return users;
}

/** What both clients ask for: an access token says so, and an ID token says nothing about what it is for. */
function addCallScope(users: UserPool): OAuthScope {
  const call = new ResourceServerScope({ scopeName: apiScope.name, scopeDescription: "Call the API" });
  const api = users.addResourceServer("Api", { identifier: apiScope.resourceServer, scopes: [call] });
  return OAuthScope.resourceServer(api, call);
}

/** A public client: its proof is PKCE, since whatever a browser holds is no secret. */
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

/** For programs: a client with a secret that gets tokens in its own name, and may do what that name is a member for. */
function addMachineClient(users: UserPool, call: OAuthScope): UserPoolClient {
  return users.addClient("Machines", {
    generateSecret: true,
    enableTokenRevocation: true,
    oAuth: { flows: { clientCredentials: true }, scopes: [call] },
    accessTokenValidity: Duration.minutes(accessTokenMinutes),
  });
}
