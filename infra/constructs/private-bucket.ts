import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { Environment } from "../environments.ts";
import { retentionOf } from "../retention.ts";

type Particular = Pick<
  BucketProps,
  "objectOwnership" | "lifecycleRules" | "serverAccessLogsBucket" | "serverAccessLogsPrefix"
>;

/** An encrypted bucket without public access that accepts TLS only. */
export class PrivateBucket extends Bucket {
  constructor(scope: Construct, id: string, environment: Pick<Environment, "removalPolicy">, particular: Particular) {
    super(scope, id, {
      ...particular,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: retentionOf(environment),
      // CloudFormation deletes only empty buckets.
      autoDeleteObjects: environment.removalPolicy === "destroy",
    });
  }

  override get isWebsite(): boolean {
    return false;
  }
}
