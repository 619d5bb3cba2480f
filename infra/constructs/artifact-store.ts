import { CfnResource, Duration, Stack, Validations } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key, KeySpec, KeyUsage } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { exportValidDays } from "../../shared/operations/policies/export-validity.ts";
import { packValidDays } from "../../shared/operations/reviews/pack-validity.ts";
import type { Environment } from "../environments.ts";
import { retentionOf } from "../retention.ts";
import type { LambdaFunction } from "./lambda-function.ts";
import { PrivateBucket } from "./private-bucket.ts";

/** An object outlives its record by this many days, so that a link that was just issued still works. */
const marginDays = 1;
const prefixes = { packs: packValidDays + marginDays, exports: exportValidDays + marginDays };

/**
 * The files that operations make for people, and the key that signs review packs and evidence.
 *
 * Without versions: a key names its content, so nothing is overwritten with other bytes, and a version would keep what
 * an erasure removed.
 */
export class ArtifactStore extends Construct {
  readonly #bucket: PrivateBucket;
  readonly #key: Key;

  constructor(scope: Construct, id: string, environment: Pick<Environment, "removalPolicy">, logs: PrivateBucket) {
    super(scope, id);
    this.#bucket = new PrivateBucket(this, "Files", environment, {
      serverAccessLogsBucket: logs,
      serverAccessLogsPrefix: "artifacts/",
      lifecycleRules: [
        ...Object.entries(prefixes).map(([prefix, days]) => ({
          id: prefix,
          prefix: `${prefix}/`,
          expiration: Duration.days(days),
        })),
        { id: "unfinished", abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    this.#key = new Key(this, "SigningKey", {
      description: "Signs review packs; its public key verifies them for ever",
      keySpec: KeySpec.ECC_NIST_EDWARDS25519,
      keyUsage: KeyUsage.SIGN_VERIFY,
      pendingWindow: Duration.days(30),
      removalPolicy: retentionOf(environment),
    });
  }

  get bucketName(): string {
    return this.#bucket.bucketName;
  }

  /** Lets a function store files and read them back. */
  allowWriting(target: LambdaFunction): void {
    target.setVariable("ARTIFACTS_BUCKET", this.#bucket.bucketName);
    this.#allowObjects(target, ["s3:PutObject", "s3:GetObject"]);
  }

  /** Lets a function issue links to files; a link works as long as the function's role may read the file. */
  allowLinks(target: LambdaFunction): void {
    target.setVariable("ARTIFACTS_URL", `https://${this.#bucket.bucketRegionalDomainName}`);
    this.#allowObjects(target, ["s3:GetObject"]);
  }

  /** Lets a function sign with the key, by the one algorithm that a verifier expects. */
  allowSigning(target: LambdaFunction): void {
    const { keyArn } = this.#key;
    target.setVariable("SIGNING_KEY_ID", keyArn);
    target.allow(
      new PolicyStatement({
        actions: ["kms:Sign"],
        resources: [keyArn],
        conditions: { StringEquals: { "kms:SigningAlgorithm": "ED25519_SHA_512" } },
      }),
    );
    target.allow(new PolicyStatement({ actions: ["kms:GetPublicKey"], resources: [keyArn] }));
  }

  #allowObjects(target: LambdaFunction, actions: string[]): void {
    const resources = Object.keys(prefixes).map((prefix) => this.#bucket.arnForObjects(`${prefix}/*`));
    target.allow(new PolicyStatement({ actions, resources }));
    const bucket = this.#bucket.node.defaultChild;
    if (!CfnResource.isCfnResource(bucket)) throw new Error("The bucket of artifacts is no resource of its own.");
    const name = Stack.of(bucket).getLogicalId(bucket);
    for (const prefix of Object.keys(prefixes)) {
      Validations.of(target).acknowledge({
        id: `AwsSolutions-IAM5[Resource::<${name}.Arn>/${prefix}/*]`,
        reason: "Objects are named by their content; the prefix excludes every other object.",
      });
    }
  }
}
