import { createContext, runInContext } from "node:vm";
import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { contentSecurityPolicy } from "../../infra/content-security-policy.ts";
import { routes } from "../../shared/contract/routes.ts";
import { synthesized } from "./synthesized.ts";

const dev = synthesized("dev");
const prod = synthesized("prod");
const only = (stack: typeof dev, type: string) => {
  const [one, ...more] = stack.all(type);
  expect(more).toEqual([]);
  return one ?? { id: "" };
};

/** The CloudFront function's rewrite of an address. */
function pageFor(uri: string): string {
  const { FunctionCode } = z.object({ FunctionCode: z.string() }).parse(only(dev, "AWS::CloudFront::Function"));
  const context = createContext({ event: { request: { uri } } });
  return z.object({ uri: z.string() }).parse(runInContext(`${FunctionCode}; handler(event)`, context)).uri;
}

describe("the console", () => {
  it("rewrites page addresses to the single page and leaves file paths unchanged", () => {
    const page = "/index.html";
    expect(["/", "/w/acme", "/w/acme/operations/01KJP0", "/signed-in", "/w/a.b/inbox"].map(pageFor)).toEqual(
      Array.from({ length: 5 }, () => page),
    );
    expect(["/index.html", "/assets/app-1a2b.js", "/favicon.ico"].map(pageFor)).toEqual([
      "/index.html",
      "/assets/app-1a2b.js",
      "/favicon.ico",
    ]);
  });

  it("passes API responses through unchanged: no rewrite, no cache, no extra headers", () => {
    dev.template.hasResourceProperties("AWS::CloudFront::Distribution", {
      DistributionConfig: {
        DefaultCacheBehavior: Match.objectLike({
          FunctionAssociations: [Match.objectLike({ EventType: "viewer-request" })],
        }),
        CacheBehaviors: [
          Match.objectLike({ PathPattern: "/api/openapi.json" }),
          Match.objectLike({
            PathPattern: "/api/*",
            ViewerProtocolPolicy: "https-only",
            AllowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
            // CloudFront's managed policies: caching disabled, all viewer headers except the host.
            CachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
            OriginRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
            ResponseHeadersPolicyId: Match.absent(),
            FunctionAssociations: Match.absent(),
          }),
        ],
      },
    });
  });

  it("never caches error responses and keeps their status and body", () => {
    const { DistributionConfig } = z
      .object({ DistributionConfig: z.object({ CustomErrorResponses: z.array(z.unknown()) }) })
      .parse(only(dev, "AWS::CloudFront::Distribution"));

    // Every status that CloudFront otherwise caches for ten seconds, regardless of the response's headers.
    const kept = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];
    expect(DistributionConfig.CustomErrorResponses).toEqual(
      kept.map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 })),
    );
  });

  it("lets CloudFront cache only the API document, which changes per release", () => {
    const fixed = routes.filter(({ isFixed = false }) => isFixed).map(({ path }) => path);
    const behaviors = z
      .object({ DistributionConfig: z.object({ CacheBehaviors: z.array(z.record(z.string(), z.unknown())) }) })
      .parse(only(dev, "AWS::CloudFront::Distribution")).DistributionConfig.CacheBehaviors;

    expect(fixed).toEqual(["/api/openapi.json"]);
    for (const { PathPattern, CachePolicyId, OriginRequestPolicyId, AllowedMethods } of behaviors) {
      if (PathPattern === "/api/*") continue;
      expect(fixed).toContain(PathPattern);
      // CloudFront's managed policy: origin cache-control, one copy per encoding, no query, cookie or header in the key.
      expect(CachePolicyId).toBe("658327ea-f89d-4fab-a63d-7e88639e58f6");
      expect(OriginRequestPolicyId).toBeUndefined();
      expect(AllowedMethods ?? ["GET", "HEAD"]).toEqual(["GET", "HEAD"]);
    }
  });

  it("has a content security policy for own files and sign-in that forbids framing", () => {
    expect(contentSecurityPolicy(["https://login.example.com"])).toBe(
      "default-src 'self'; connect-src 'self' https://login.example.com; img-src 'self' data:; " +
        "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(only(prod, "AWS::CloudFront::ResponseHeadersPolicy")).toMatchObject({
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          ContentSecurityPolicy: {
            Override: true,
            ContentSecurityPolicy: contentSecurityPolicy([
              "https://cognito-idp.eu-central-1.amazonaws.com",
              "https://runtruth-prod-333333333333.auth.eu-central-1.amazoncognito.com",
            ]),
          },
          ContentTypeOptions: { Override: true },
          FrameOptions: { FrameOption: "DENY", Override: true },
          ReferrerPolicy: { ReferrerPolicy: "no-referrer", Override: true },
          StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: true, Override: true },
        },
      },
    });
    dev.template.hasResourceProperties("AWS::CloudFront::Distribution", {
      DistributionConfig: {
        DefaultCacheBehavior: Match.objectLike({
          ResponseHeadersPolicyId: { Ref: only(dev, "AWS::CloudFront::ResponseHeadersPolicy").id },
          ViewerProtocolPolicy: "redirect-to-https",
        }),
      },
    });
  });

  it("has a custom domain, firewall and modern TLS only where configured", () => {
    const withThem = {
      Aliases: ["runtruth.example.com"],
      WebACLId: expect.stringContaining(":global/webacl/"),
      ViewerCertificate: { MinimumProtocolVersion: "TLSv1.2_2021", SslSupportMethod: "sni-only" },
    };

    expect(only(prod, "AWS::CloudFront::Distribution")).toMatchObject({ DistributionConfig: withThem });
    for (const name of Object.keys(withThem)) {
      expect(only(dev, "AWS::CloudFront::Distribution")).not.toHaveProperty(`DistributionConfig.${name}`);
    }
  });

  it("is deployed without a custom-resource function that copies files", () => {
    expect(dev.all("AWS::Lambda::Function")).toHaveLength(9);
    const customOf = ({ resources }: typeof dev) =>
      Object.values(resources).flatMap(({ Type }) => (/^Custom::|CustomResource/.test(Type) ? [Type] : []));

    expect(customOf(prod)).toEqual([]);
    // These empty each bucket before the stack is deleted; they copy nothing.
    expect(customOf(dev)).toEqual(dev.all("AWS::S3::Bucket").map(() => "Custom::S3AutoDeleteObjects"));
  });
});

describe("every bucket", () => {
  const buckets = dev.all("AWS::S3::Bucket");

  it.each(buckets)("is private, encrypted and denies requests without TLS: $id", (bucket) => {
    expect(bucket).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: expect.anything(),
    });
    const policies = dev
      .all("AWS::S3::BucketPolicy")
      .map((policy) => JSON.stringify(policy))
      .filter((policy) => policy.includes(`"Bucket":{"Ref":"${bucket.id}"}`));
    expect(policies).toEqual([expect.stringContaining('"aws:SecureTransport":"false"')]);
  });

  it("is readable only by distributions of its own account if it holds the console", () => {
    const [policy] = dev
      .all("AWS::S3::BucketPolicy")
      .filter((one) => JSON.stringify(one).includes("cloudfront.amazonaws.com"));

    expect(JSON.stringify(policy)).toContain('"Action":"s3:GetObject"');
    expect(JSON.stringify(policy)).toContain('"ArnLike":{"aws:SourceArn"');
    expect(JSON.stringify(policy)).toContain(":cloudfront::111111111111:distribution/*");
  });
});
