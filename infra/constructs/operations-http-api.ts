import { Stack, Validations } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  CfnAuthorizer,
  CfnIntegration,
  CfnRoute,
  CfnStage,
  HttpApi,
  HttpStage,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Route } from "../../shared/contract/route.ts";
import { unmatched } from "../../shared/contract/routes.ts";
import type { Environment } from "../environments.ts";
import { retentionOf } from "../retention.ts";
import type { Identity } from "./identity.ts";
import type { LambdaFunction } from "./lambda-function.ts";

interface OperationsHttpApiProps {
  readonly environment: Pick<Environment, "throttle" | "openRouteThrottle" | "logRetentionDays" | "removalPolicy">;
}

interface Served {
  readonly identity: Identity;
  readonly routes: readonly Route[];
  readonly functions: Readonly<Record<Route["function"], LambdaFunction>>;
}

/** Enough to find a request and to see who was rejected; no header, token, query or body. */
const accessLogFields = {
  requestId: "$context.requestId",
  at: "$context.requestTimeEpoch",
  route: "$context.routeKey",
  status: "$context.status",
  caller: "$context.authorizer.claims.sub",
  // CloudFront's address for requests through the console's domain. The viewer's is in CloudFront's own log.
  edgeIp: "$context.identity.sourceIp",
  latencyMillis: "$context.responseLatency",
  responseBytes: "$context.responseLength",
  error: "$context.error.message",
  integrationError: "$context.integrationErrorMessage",
} as const;

/**
 * The HTTP API: one route per entry of the route table, with a token required unless that entry declares "none".
 *
 * Routes are L1 resources, because the L2 construct places integrations and permissions below the first route: a new
 * order would replace resources.
 */
export class OperationsHttpApi extends Construct {
  readonly url: string;
  readonly http: HttpApi;
  private readonly stage: HttpStage;
  private readonly openRouteThrottle: Environment["openRouteThrottle"];

  constructor(scope: Construct, id: string, { environment }: OperationsHttpApiProps) {
    super(scope, id);
    this.http = new HttpApi(this, "Api", { createDefaultStage: false, description: "Runtruth operations" });
    const accessLog = new LogGroup(this, "AccessLog", {
      retention: environment.logRetentionDays,
      removalPolicy: retentionOf(environment),
    });
    this.openRouteThrottle = environment.openRouteThrottle;
    this.stage = new HttpStage(this, "Stage", {
      httpApi: this.http,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: environment.throttle.ratePerSecond, burstLimit: environment.throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    });
    this.url = this.stage.url;
  }

  /** Creates the routes. A separate step, because identity needs the console's address and the console needs the API. */
  serve({ identity, routes, functions }: Served): void {
    const api = this.http;

    const authorizer = new CfnAuthorizer(this, "Jwt", {
      apiId: api.apiId,
      name: "jwt",
      authorizerType: "JWT",
      identitySource: ["$request.header.Authorization"],
      jwtConfiguration: { issuer: identity.issuer, audience: [...identity.audience] },
    });
    const authorizations: Readonly<Record<Route["auth"], Authorization>> = {
      none: { authorizationType: "NONE" },
      jwt: {
        authorizationType: "JWT",
        authorizerId: authorizer.ref,
        ...(identity.scope !== null && { authorizationScopes: [identity.scope] }),
      },
    };
    const integrations: Readonly<Record<Route["function"], CfnIntegration>> = {
      "operations-api": integrate(this, "OperationsApiIntegration", api, functions["operations-api"]),
      "read-api": integrate(this, "ReadApiIntegration", api, functions["read-api"]),
    };
    const openRoutes = new Map<string, CfnRoute>();
    const addRoute = (as: string, routeKey: string, route: Pick<Route, "auth" | "function">) => {
      const made = new CfnRoute(this, as, {
        apiId: api.apiId,
        routeKey,
        operationName: as,
        target: `integrations/${integrations[route.function].ref}`,
        ...authorizations[route.auth],
      });
      if (route.auth !== "none") return;
      Validations.of(made).acknowledge(openToAll);
      openRoutes.set(routeKey, made);
    };
    for (const route of routes) addRoute(route.name, `${route.method} ${route.path}`, route);
    addRoute("unmatched", unmatched.routeKey, unmatched);
    this.throttle(openRoutes);
  }

  /** Throttles each of these routes. The gateway rejects a limit for a route that does not exist yet. */
  private throttle(openRoutes: ReadonlyMap<string, CfnRoute>): void {
    const stage = this.stage.node.defaultChild;
    if (!(stage instanceof CfnStage)) throw new Error("The API stage is not a CfnStage.");
    const { ratePerSecond, burst } = this.openRouteThrottle;
    const limits = { ThrottlingRateLimit: ratePerSecond, ThrottlingBurstLimit: burst };
    stage.routeSettings = Object.fromEntries([...openRoutes.keys()].map((routeKey) => [routeKey, limits]));
    for (const route of openRoutes.values()) stage.addResourceDependency(route);
  }
}

const openToAll = {
  id: "AwsSolutions-APIG4",
  reason: "The contract declares this route public: it returns public data or 404.",
};

interface Authorization {
  readonly authorizationType: "NONE" | "JWT";
  readonly authorizerId?: string;
  readonly authorizationScopes?: string[];
}

function integrate(scope: Construct, id: string, api: HttpApi, target: LambdaFunction): CfnIntegration {
  const { functionArn } = target.target;
  target.target.addPermission("InvokeFromApi", {
    principal: new ServicePrincipal("apigateway.amazonaws.com"),
    // All stages and routes: one statement per route would exceed the size limit of a function's policy.
    sourceArn: Stack.of(scope).formatArn({ service: "execute-api", resource: api.apiId, resourceName: "*/*" }),
  });
  return new CfnIntegration(scope, id, {
    apiId: api.apiId,
    integrationType: "AWS_PROXY",
    integrationUri: functionArn,
    payloadFormatVersion: "2.0",
  });
}
