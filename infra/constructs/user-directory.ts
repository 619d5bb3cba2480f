import { Duration, Validations } from "aws-cdk-lib";
import {
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  type UserPoolClient,
} from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import { apiScope } from "../api-scope.ts";
import type { Environment } from "../environments.ts";
import { isProtected, retentionOf } from "../retention.ts";

type Settings = Pick<Environment, "name" | "account" | "removalPolicy" | "isFirstDeployment" | "canary">;

/** Short, because an issued token cannot be revoked; the console renews its own. */
export const accessTokenMinutes = 15;

/** The user pool with everything that memberships refer to: users and machine clients. */
export class UserDirectory extends Construct {
  readonly users: UserPool;
  /** The scope that clients request: an access token carries it, an ID token does not. */
  readonly call: OAuthScope;
  readonly machines: UserPoolClient;
  /** The canary's own client; undefined without a canary. */
  readonly canary: UserPoolClient | undefined;

  constructor(scope: Construct, id: string, environment: Settings) {
    super(scope, id);
    this.users = makeUsers(this, environment);
    const call = new ResourceServerScope({ scopeName: apiScope.name, scopeDescription: "Call the API" });
    const api = this.users.addResourceServer("Api", { identifier: apiScope.resourceServer, scopes: [call] });
    this.call = OAuthScope.resourceServer(api, call);
    this.machines = addMachineClient(this.users, "Machines", this.call);
    this.canary = environment.canary === null ? undefined : addMachineClient(this.users, "Canary", this.call);
  }
}

/** Domain prefixes are unique per region across all accounts, so this one contains the account. */
export function signInPrefix({ name, account }: Pick<Environment, "name" | "account">): string {
  return `runtruth-${name}-${account}`;
}

function makeUsers(scope: Construct, environment: Settings): UserPool {
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
    deletionProtection: isProtected(environment),
    removalPolicy: retentionOf(environment),
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

/** A client for programs with client credentials; its permissions are those of its membership. */
function addMachineClient(users: UserPool, id: string, call: OAuthScope): UserPoolClient {
  return users.addClient(id, {
    generateSecret: true,
    enableTokenRevocation: true,
    oAuth: { flows: { clientCredentials: true }, scopes: [call] },
    accessTokenValidity: Duration.minutes(accessTokenMinutes),
  });
}
