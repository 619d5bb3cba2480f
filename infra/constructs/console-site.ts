import { Annotations, Duration, Fn, Stack, Validations } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginRequestPolicy,
  PriceClass,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { consoleHeaders } from "../console-headers.ts";
import type { Environment } from "../environments.ts";
import { regionalName } from "../metrics.ts";
import type { ConsoleBuckets } from "./console-buckets.ts";

interface ConsoleSiteProps {
  readonly environment: Pick<Environment, "name" | "region" | "domain" | "webAclArn">;
  readonly buckets: ConsoleBuckets;
  /** The gateway's own address of the API. */
  readonly apiEndpoint: string;
  /** API paths with the same response for every caller until the next release. */
  readonly fixedPaths: readonly string[];
  /** The origins that a browser must reach to sign in. */
  readonly signInOrigins: readonly string[];
}

/**
 * Console pages have no file of their own: the single page routes by its address. Only names with a dot are files. The
 * rewrite applies to the console only, so that unknown API paths still answer 404.
 */
const pageOfConsole = `function handler(event) {
  var request = event.request;
  if (request.uri.slice(request.uri.lastIndexOf("/")).indexOf(".") < 0) request.uri = "/index.html";
  return request;
}`;

/** The errors that CloudFront caches for ten seconds by default, regardless of `cache-control`. */
const keptErrors = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/**
 * The console's files behind CloudFront with the API under `/api`, so that a browser needs only one origin. A command
 * uploads the files; a deployment never touches them.
 */
export class ConsoleSite extends Construct {
  readonly url: string;
  readonly distributionId: string;

  constructor(
    scope: Construct,
    id: string,
    { environment, buckets, apiEndpoint, fixedPaths, signInOrigins }: ConsoleSiteProps,
  ) {
    super(scope, id);
    const { domain, webAclArn } = environment;
    // CloudFront is global: a second region of the same account must not collide.
    const name = regionalName(environment);
    // By name, because the bucket's own stack cannot refer to this distribution.
    const files = Bucket.fromBucketAttributes(this, "Files", {
      bucketName: buckets.files.bucketName,
      region: Stack.of(this).region,
    });
    const api = new HttpOrigin(Fn.select(2, Fn.split("/", apiEndpoint)));
    const distribution = new Distribution(this, "Distribution", {
      comment: "Runtruth console and API",
      defaultRootObject: "index.html",
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      // Status and body of the origin pass through.
      errorResponses: keptErrors.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      enableLogging: true,
      logBucket: buckets.logs,
      logFilePrefix: "requests/",
      ...(domain && {
        domainNames: [domain.name],
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        certificate: Certificate.fromCertificateArn(this, "Certificate", domain.certificateArn),
      }),
      ...(webAclArn !== null && { webAclId: webAclArn }),
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(files, {
          originAccessControl: new S3OriginAccessControl(this, "Access", { originAccessControlName: name }),
        }),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: consoleHeaders(this, "Headers", { name, signInOrigins }),
        functionAssociations: [
          {
            eventType: FunctionEventType.VIEWER_REQUEST,
            function: new EdgeFunction(this, "Page", {
              code: FunctionCode.fromInline(pageOfConsole),
              runtime: FunctionRuntime.JS_2_0,
            }),
          },
        ],
      },
      additionalBehaviors: {
        ...Object.fromEntries(
          fixedPaths.map((path) => [
            path,
            {
              origin: api,
              viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
              // The response's own cache-control applies; neither query nor headers are forwarded.
              cachePolicy: CachePolicy.CACHING_OPTIMIZED,
              compress: true,
            },
          ]),
        ),
        "/api/*": {
          origin: api,
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          // Forward everything but the host, which the gateway needs to select the API.
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
          compress: true,
        },
      },
    });
    Annotations.of(distribution).acknowledgeWarning(
      "@aws-cdk/aws-cloudfront-origins:updateImportedBucketPolicyOac",
      "The bucket's stack grants its own account's distributions read access.",
    );
    Validations.of(distribution).acknowledge({
      id: "AwsSolutions-CFR1",
      reason: "Users sign in from any country; access depends on identity, not on location.",
    });
    if (webAclArn === null) {
      Validations.of(distribution).acknowledge({
        id: "AwsSolutions-CFR2",
        reason: "This environment has no firewall configured; throttling and sign-in still apply.",
      });
    }
    if (domain === null) {
      Validations.of(distribution).acknowledge({
        id: "AwsSolutions-CFR4",
        reason: "Without a custom domain CloudFront's own certificate is used, which fixes the protocol version.",
      });
    }
    this.url = `https://${domain?.name ?? distribution.distributionDomainName}`;
    this.distributionId = distribution.distributionId;
  }
}
