import { RemovalPolicy } from "aws-cdk-lib";
import { FeaturePlan, Mfa, UserPool } from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import type { Environment } from "../environments.ts";

/** Whose tokens the API takes: those of a user pool of the stack's own, or of the issuer that the environment names. */
export class Identity extends Construct {
  readonly issuer: string;
  readonly audience: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    { identity, removalPolicy }: Pick<Environment, "identity" | "removalPolicy">,
  ) {
    super(scope, id);
    if (identity.kind === "oidc") {
      this.issuer = identity.issuer;
      this.audience = identity.audience;
      return;
    }
    const isKept = removalPolicy === "retain";
    const users = new UserPool(this, "Users", {
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
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: isKept,
      removalPolicy: isKept ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const client = users.addClient("Client", {
      authFlows: { userSrp: true },
      generateSecret: false,
      preventUserExistenceErrors: true,
      // There is no page to come back to until there is a console.
      disableOAuth: true,
    });
    this.issuer = users.userPoolProviderUrl;
    this.audience = [client.userPoolClientId];
  }
}
