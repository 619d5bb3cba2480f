import * as z from "zod";
import type { PlanSource } from "./plan-source.ts";
import { UnsupportedAssemblyError } from "./unsupported-assembly.ts";

/** A route's token checks, the same as on AWS. */
export interface JwtRule {
  readonly audience: readonly string[];
  readonly scopes: readonly string[];
}

export interface PlannedRoute {
  /** The route key of the template: `GET /api/things/{id}`, or `$default`. */
  readonly key: string;
  readonly functionArn: string;
  /** The integration timeout. */
  readonly timeoutMilliseconds: number;
  /** Undefined for a public route. */
  readonly jwt: JwtRule | undefined;
}

const apiSchema = z.object({
  ProtocolType: z.literal("HTTP").optional(),
  CorsConfiguration: z.undefined({ error: "cross-origin answers are not made locally" }).optional(),
});

const integrationSchema = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal("AWS_PROXY"),
  IntegrationUri: z.string(),
  IntegrationMethod: z.string().optional(),
  PayloadFormatVersion: z.literal("2.0"),
  TimeoutInMillis: z.number().default(30_000),
  Description: z.string().optional(),
});

const authorizerSchema = z.strictObject({
  ApiId: z.string(),
  Name: z.string(),
  AuthorizerType: z.literal("JWT"),
  IdentitySource: z.tuple([z.literal("$request.header.Authorization")]),
  JwtConfiguration: z.object({ Audience: z.array(z.string()), Issuer: z.string() }),
});

const routeSchema = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.enum(["JWT", "NONE"]).default("NONE"),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
  OperationName: z.string().optional(),
});

/** Plans the routes of the HTTP API, with their functions and token checks. */
export function planRoutes(source: PlanSource): PlannedRoute[] {
  source.every(["AWS::ApiGatewayV2::Api"], apiSchema);
  const integrations = source.every(["AWS::ApiGatewayV2::Integration"], integrationSchema);
  const authorizers = source.every(["AWS::ApiGatewayV2::Authorizer"], authorizerSchema);

  return source.every(["AWS::ApiGatewayV2::Route"], routeSchema).map(({ path, properties: route }) => {
    const integration = integrations.find(({ ref }) => route.Target === `integrations/${ref}`);
    if (integration === undefined)
      throw new UnsupportedAssemblyError(`route ${path} leads to ${route.Target}, which is nowhere`);
    const authorizer = authorizers.find(({ ref }) => ref === route.AuthorizerId);
    if (route.AuthorizationType === "JWT" && authorizer === undefined) {
      throw new UnsupportedAssemblyError(`route ${path} wants a token, but its authorizer is not in the template`);
    }
    return {
      key: route.RouteKey,
      functionArn: source.functionArn(integration.properties.IntegrationUri),
      timeoutMilliseconds: integration.properties.TimeoutInMillis,
      jwt:
        route.AuthorizationType === "JWT" && authorizer !== undefined
          ? { audience: authorizer.properties.JwtConfiguration.Audience, scopes: route.AuthorizationScopes }
          : undefined,
    };
  });
}
