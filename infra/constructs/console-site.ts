import { Duration, Fn, Validations } from "aws-cdk-lib";
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
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { ObjectOwnership } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { consoleHeaders } from "../console-headers.ts";
import type { Environment } from "../environments.ts";
import { PrivateBucket } from "./private-bucket.ts";

interface ConsoleSiteProps {
  readonly environment: Pick<Environment, "domain" | "webAclArn" | "logRetentionDays" | "removalPolicy">;
  /** Where the API answers, as the gateway calls it. */
  readonly apiEndpoint: string;
  /** Paths of the API that answer everybody the same until the next release. */
  readonly fixedPaths: readonly string[];
  /** The origins that a browser must reach to sign in. */
  readonly signInOrigins: readonly string[];
}

/**
 * Pages of the console have no file of their own: they are the one page, which looks at its address. Only names
 * with a dot are files. It runs for the console alone, so that what the API does not know stays a 404.
 */
const pageOfConsole = `function handler(event) {
  var request = event.request;
  if (request.uri.slice(request.uri.lastIndexOf("/")).indexOf(".") < 0) request.uri = "/index.html";
  return request;
}`;

/** The errors that CloudFront keeps for ten seconds unless told otherwise, whatever the `cache-control` of the answer. */
const keptErrors = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/**
 * The console's files behind CloudFront, and the API beside them under `/api`, so that a browser needs one origin
 * only. The files are uploaded by a command: deploying the stack makes the place for them.
 */
export class ConsoleSite extends Construct {
  readonly url: string;
  readonly bucketName: string;
  readonly distributionId: string;

  constructor(scope: Construct, id: string, { environment, apiEndpoint, fixedPaths, signInOrigins }: ConsoleSiteProps) {
    super(scope, id);
    const { domain, webAclArn } = environment;
    const logs = new PrivateBucket(this, "Logs", environment, {
      // CloudFront delivers its log through an access list.
      objectOwnership: ObjectOwnership.OBJECT_WRITER,
      lifecycleRules: [{ expiration: Duration.days(environment.logRetentionDays) }],
    });
    const files = new PrivateBucket(this, "Files", environment, {
      serverAccessLogsBucket: logs,
      serverAccessLogsPrefix: "files/",
    });
    const api = new HttpOrigin(Fn.select(2, Fn.split("/", apiEndpoint)));
    const distribution = new Distribution(this, "Distribution", {
      comment: "Runtruth console and API",
      defaultRootObject: "index.html",
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      // Status and body stay the origin's own.
      errorResponses: keptErrors.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      enableLogging: true,
      logBucket: logs,
      logFilePrefix: "requests/",
      ...(domain && {
        domainNames: [domain.name],
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        certificate: Certificate.fromCertificateArn(this, "Certificate", domain.certificateArn),
      }),
      ...(webAclArn !== null && { webAclId: webAclArn }),
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(files),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: consoleHeaders(this, "Headers", signInOrigins),
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
              // As long as the answer itself says; neither query nor headers go on to the gateway.
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
          // Everything but the host, by which the gateway finds the API.
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
          compress: true,
        },
      },
    });
    Validations.of(distribution).acknowledge({
      id: "AwsSolutions-CFR1",
      reason: "People work from wherever they are; who they are is asked, not where.",
    });
    if (webAclArn === null) {
      Validations.of(distribution).acknowledge({
        id: "AwsSolutions-CFR2",
        reason: "This environment has its firewall switched off; throttling and sign-in stand without it.",
      });
    }
    if (domain === null) {
      Validations.of(distribution).acknowledge({
        id: "AwsSolutions-CFR4",
        reason: "Without a domain of its own CloudFront's certificate is used, which allows no choice of protocol.",
      });
    }
    this.url = `https://${domain?.name ?? distribution.distributionDomainName}`;
    this.bucketName = files.bucketName;
    this.distributionId = distribution.distributionId;
  }
}
