import { Duration, Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { ObjectOwnership } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { Environment } from "../environments.ts";
import { PrivateBucket } from "./private-bucket.ts";

/** The buckets for the console's files and for the request logs of console and API. */
export class ConsoleBuckets extends Construct {
  readonly files: PrivateBucket;
  readonly logs: PrivateBucket;

  constructor(scope: Construct, id: string, environment: Pick<Environment, "removalPolicy" | "logRetentionDays">) {
    super(scope, id);
    this.logs = new PrivateBucket(this, "Logs", environment, {
      // CloudFront writes its log through a bucket ACL.
      objectOwnership: ObjectOwnership.OBJECT_WRITER,
      lifecycleRules: [{ expiration: Duration.days(environment.logRetentionDays) }],
    });
    this.files = new PrivateBucket(this, "Files", environment, {
      serverAccessLogsBucket: this.logs,
      serverAccessLogsPrefix: "files/",
    });
    // The distribution is in the other stack, which may be destroyed and created again under a new id; so every
    // distribution of this account may read, and no other account's.
    const distributions = Stack.of(this).formatArn({
      service: "cloudfront",
      region: "",
      resource: "distribution",
      resourceName: "*",
    });
    this.files.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("cloudfront.amazonaws.com")],
        actions: ["s3:GetObject"],
        resources: [this.files.arnForObjects("*")],
        conditions: { ArnLike: { "aws:SourceArn": distributions } },
      }),
    );
  }
}
