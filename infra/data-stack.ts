import { CfnOutput, Stack, type StackProps, Validations } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { ArtifactStore } from "./constructs/artifact-store.ts";
import { canaryClientSecret } from "./constructs/canary.ts";
import { ConsoleBuckets } from "./constructs/console-buckets.ts";
import { RunEventBus } from "./constructs/event-bus.ts";
import { type MessageQueues, messageQueues } from "./constructs/message-queues.ts";
import { RunTable } from "./constructs/run-table.ts";
import { UserDirectory } from "./constructs/user-directory.ts";
import type { Environment } from "./environments.ts";
import { retentionOf } from "./retention.ts";

interface DataStackProps extends StackProps {
  readonly environment: Environment;
}

/**
 * Everything that holds data or an identity: table and keys, users and machine clients, buckets, secrets, messages, and
 * the bus with its consumers' rules. It changes rarely; functions, API and console are in a stack of their own, which
 * can be rolled back, destroyed and deployed again without it.
 *
 * The ids below must not change: a new id replaces the resource. `test/infra/move.test.ts` compares them with the last
 * release.
 */
export class DataStack extends Stack {
  readonly table: RunTable;
  readonly queues: MessageQueues;
  readonly bus: RunEventBus;
  readonly buckets: ConsoleBuckets;
  readonly artifacts: ArtifactStore;
  readonly cursorSecret: Secret;
  /** Undefined when the environment trusts an issuer of its own. */
  readonly directory: UserDirectory | undefined;
  /** The canary's client at the issuer; undefined without a canary. */
  readonly canaryClient: Secret | undefined;

  constructor(scope: Construct, id: string, { environment, ...props }: DataStackProps) {
    super(scope, id, props);
    this.table = new RunTable(this, "RunTable", environment);
    this.queues = messageQueues(this, environment);
    this.bus = new RunEventBus(this, "RunEventBus");
    this.buckets = new ConsoleBuckets(this, "Console", environment);
    this.artifacts = new ArtifactStore(this, "Artifacts", environment, this.buckets.logs);
    this.directory =
      environment.identity.kind === "cognito" ? new UserDirectory(this, "Identity", environment) : undefined;
    this.cursorSecret = new Secret(this, "CursorSecret", {
      description: "Signs list cursors; a new value invalidates the cursors in use",
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: retentionOf(environment),
    });
    Validations.of(this.cursorSecret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason: "It signs short-lived cursors and grants no access; rotation would only invalidate cursors in use.",
    });
    this.canaryClient = environment.canary === null ? undefined : canaryClientSecret(this, "CanaryClient", environment);
    this.#addOutputs(environment);
  }

  /** What operators need of this stack. The other stack repeats none of it: its outputs are its own resources. */
  #addOutputs({ identity }: Environment): void {
    const output = (id: string, value: string | undefined, description: string) =>
      value !== undefined && new CfnOutput(this, id, { value, description });
    output("TableName", this.table.tableName, "Table for the bootstrap commands");
    output("ArtifactBucketName", this.artifacts.bucketName, "Bucket of review packs and exports, for an erasure");
    output("ConsoleBucketName", this.buckets.files.bucketName, "Bucket for the console's files");
    const issuer = identity.kind === "oidc" ? identity.issuer : this.directory?.users.userPoolProviderUrl;
    output("Issuer", issuer, "Issuer of the tokens that the API accepts");
    output("UserPoolId", this.directory?.users.userPoolId, "The deployment's own users");
    output("MachineClientId", this.directory?.machines.userPoolClientId, "Client of programs, such as the smoke test");
    output("CanaryClientId", this.directory?.canary?.userPoolClientId, "Client of the canary");
    output("CanarySecretArn", this.canaryClient?.secretArn, "Secret that holds the canary's client");
  }
}
