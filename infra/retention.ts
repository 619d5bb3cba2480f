import { RemovalPolicy } from "aws-cdk-lib";
import type { Environment } from "./environments.ts";

/**
 * The removal policy of a resource that holds data. Retained resources outlive their stack, except when their own
 * creation is rolled back: an empty resource left behind by a failed first deployment would block the next one.
 */
export function retentionOf({ removalPolicy }: Pick<Environment, "removalPolicy">): RemovalPolicy {
  return removalPolicy === "retain" ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}

/**
 * Whether stack, table and user pool refuse to be deleted. Not during a first deployment, because CloudFormation could
 * then not remove what a failed creation left behind.
 */
export function isProtected(environment: Pick<Environment, "removalPolicy" | "isFirstDeployment">): boolean {
  return environment.removalPolicy === "retain" && !environment.isFirstDeployment;
}
