import { RemovalPolicy } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { Environment } from "../environments.ts";

type Particular = Pick<
  BucketProps,
  "objectOwnership" | "lifecycleRules" | "serverAccessLogsBucket" | "serverAccessLogsPrefix"
>;

/** An encrypted bucket without public access that accepts TLS only. */
export class PrivateBucket extends Bucket {
  constructor(
    scope: Construct,
    id: string,
    { removalPolicy }: Pick<Environment, "removalPolicy">,
    particular: Particular,
  ) {
    super(scope, id, {
      ...particular,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: removalPolicy === "retain" ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  override get isWebsite(): boolean {
    return false;
  }
}
