import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { routes } from "../../shared/contract/routes.ts";
import { synthesized, synthesizedWith } from "./synthesized.ts";

const prod = synthesized("prod");
const clients = prod.all("AWS::Cognito::UserPoolClient");
/** The only scope of the pool, as its clients request it. */
const call = { "Fn::Join": ["", [{ Ref: expect.stringContaining("UsersApi") }, "/call"]] };
const guardedRoutes = routes.filter(({ auth }) => auth === "jwt").length;
const consoleUrl = "https://runtruth.example.com";

describe("the user pool", () => {
  it("is invite-only, requires MFA and is retained in production", () => {
    expect(prod.all("AWS::Cognito::UserPool")).toMatchObject([
      {
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        MfaConfiguration: "ON",
        EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
        DeletionProtection: "ACTIVE",
        Policies: { PasswordPolicy: { MinimumLength: 14 } },
      },
    ]);
    expect(prod.all("AWS::Cognito::UserPoolDomain")).toMatchObject([{ ManagedLoginVersion: 2 }]);
  });

  it("has a public console client that uses PKCE and redirects to the console", () => {
    expect(clients.filter((client) => client.id.includes("IdentityConsole"))).toMatchObject([
      {
        GenerateSecret: false,
        AllowedOAuthFlows: ["code"],
        AllowedOAuthScopes: ["openid", "profile", call],
        CallbackURLs: [`${consoleUrl}/`, `${consoleUrl}/signed-in`],
        LogoutURLs: [`${consoleUrl}/`, `${consoleUrl}/signed-out`],
        AccessTokenValidity: 15,
        // A working day, with a refresh token that each use replaces.
        RefreshTokenValidity: 720,
        RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 10 },
        // Cognito rejects rotation beside the refresh flow of its own API.
        ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"],
        PreventUserExistenceErrors: "ENABLED",
        EnableTokenRevocation: true,
      },
    ]);
  });

  it("has a machine client with a secret and client credentials only", () => {
    expect(clients.filter((client) => client.id.includes("UsersMachines"))).toMatchObject([
      {
        GenerateSecret: true,
        AllowedOAuthFlows: ["client_credentials"],
        AllowedOAuthScopes: [call],
      },
    ]);
    expect(prod.all("AWS::Cognito::UserPoolResourceServer")).toMatchObject([
      { Identifier: "runtruth", Scopes: [{ ScopeName: "call" }] },
    ]);
  });
});

it("external issuer replaces the user pool and is allowed by the console's policy", () => {
  const identity = {
    kind: "oidc",
    issuer: "https://login.example.com/realm",
    audience: ["runtruth"] as string[],
    scope: "api://runtruth/call",
    consoleClientId: "console",
  } as const;
  const elsewhere = synthesizedWith({ identity });

  expect(elsewhere.all("AWS::ApiGatewayV2::Authorizer")).toMatchObject([
    { JwtConfiguration: { Issuer: identity.issuer, Audience: identity.audience } },
  ]);
  const guarded = { AuthorizationType: "JWT", AuthorizationScopes: ["api://runtruth/call"] };
  elsewhere.template.resourcePropertiesCountIs("AWS::ApiGatewayV2::Route", guarded, guardedRoutes);
  const audienceAlone = { AuthorizationType: "JWT", AuthorizationScopes: Match.absent() };
  const without = synthesizedWith({ identity: { ...identity, scope: null } });
  without.template.resourcePropertiesCountIs("AWS::ApiGatewayV2::Route", audienceAlone, guardedRoutes);
  expect(Object.values(elsewhere.resources).filter(({ Type }) => Type.startsWith("AWS::Cognito"))).toEqual([]);
  expect(JSON.stringify(elsewhere.all("AWS::CloudFront::ResponseHeadersPolicy"))).toContain(
    "connect-src 'self' https://login.example.com;",
  );
});
