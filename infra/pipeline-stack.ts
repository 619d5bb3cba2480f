import { CfnOutput, Stack, type StackProps, Validations } from "aws-cdk-lib";
import { CfnOIDCProvider, PolicyStatement, Role, WebIdentityPrincipal } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import type { Environment } from "./environments.ts";

interface PipelineStackProps extends StackProps {
  readonly environment: Pick<Environment, "name" | "account"> & { readonly repository: string };
}

const issuer = "token.actions.githubusercontent.com";
/** The qualifier of `cdk bootstrap`, which is part of its roles' names. */
const qualifier = "hnb659fds";

/**
 * The roles that the deployment workflow assumes with GitHub's token, without a stored credential. Each trusts one
 * protected environment of one repository. Deployments themselves run with the roles of `cdk bootstrap`.
 */
export class PipelineStack extends Stack {
  readonly #provider: CfnOIDCProvider;

  constructor(scope: Construct, id: string, { environment, ...props }: PipelineStackProps) {
    super(scope, id, props);
    const { name, account } = environment;
    this.#provider = new CfnOIDCProvider(this, "GitHub", {
      url: `https://${issuer}`,
      clientIdList: ["sts.amazonaws.com"],
    });
    const stacks = `arn:aws:cloudformation:*:${account}:stack/runtruth-${name}*`;
    const readStacks = ["cloudformation:DescribeStacks", "cloudformation:GetTemplate"];
    const bootstrapRole = (role: string) => `arn:aws:iam::${account}:role/cdk-${qualifier}-${role}-role-${account}-*`;

    const diff = this.#role("DiffRole", environment, `${name}-diff`);
    allow(diff, readStacks, stacks);
    allow(diff, ["sts:AssumeRole"], bootstrapRole("lookup"));

    const deploy = this.#role("DeployRole", environment, name);
    allow(deploy, readStacks, stacks);
    for (const role of ["lookup", "deploy", "file-publishing"]) allow(deploy, ["sts:AssumeRole"], bootstrapRole(role));
    // The console's files: the bucket's name is generated from its stack and construct.
    const files = `arn:aws:s3:::runtruth-${name}-consolefiles*`;
    allow(deploy, ["s3:ListBucket"], files);
    allow(deploy, ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], `${files}/*`);
    allow(deploy, ["cloudfront:CreateInvalidation"], `arn:aws:cloudfront::${account}:distribution/*`);
    new CfnOutput(this, "DiffRoleArn", { value: diff.roleArn, description: "DIFF_ROLE_ARN of the workflow" });
    new CfnOutput(this, "DeployRoleArn", { value: deploy.roleArn, description: "DEPLOY_ROLE_ARN of the workflow" });
  }

  /** A role for jobs in one environment of the repository; its approval and branch rules protect it. */
  #role(id: string, { repository }: PipelineStackProps["environment"], jobs: string): Role {
    return new Role(this, id, {
      description: `Assumed by the workflow's environment ${jobs}`,
      assumedBy: new WebIdentityPrincipal(this.#provider.attrArn, {
        StringEquals: {
          [`${issuer}:aud`]: "sts.amazonaws.com",
          [`${issuer}:sub`]: `repo:${repository}:environment:${jobs}`,
        },
      }),
    });
  }
}

/** Allows actions on resources whose names are generated, so that only their prefix is known. */
function allow(role: Role, actions: string[], resource: string): void {
  role.addToPolicy(new PolicyStatement({ actions, resources: [resource] }));
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${resource}]`,
    reason:
      "The name is generated; the prefix is limited to this deployment or to the roles of its account's bootstrap.",
  });
}
