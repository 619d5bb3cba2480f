import type { CloudAssembly } from "./cloud-assembly.ts";
import { UnsupportedAssemblyError } from "./unsupported-assembly.ts";

/** Resource types that the local stack runs. */
const servedTypes = [
  "AWS::DynamoDB::Table",
  "AWS::DynamoDB::GlobalTable",
  "AWS::SQS::Queue",
  "AWS::Lambda::Function",
  "AWS::Lambda::Alias",
  "AWS::Lambda::EventSourceMapping",
  "AWS::Scheduler::Schedule",
  "AWS::ApiGatewayV2::Api",
  "AWS::ApiGatewayV2::Route",
  "AWS::ApiGatewayV2::Integration",
  "AWS::ApiGatewayV2::Authorizer",
  "AWS::SecretsManager::Secret",
  "AWS::Events::EventBus",
  "AWS::S3::Bucket",
  "AWS::KMS::Key",
];

/**
 * Resource types that the local stack omits on purpose, with the consequence.
 *
 * A type in neither list aborts the start, because it would be an unknown difference from the deployment.
 */
const ignoredTypes: Readonly<Record<string, string>> = {
  "AWS::IAM::Role": "nothing is refused locally; permissions are checked against the template by the tests",
  "AWS::IAM::Policy": "as for roles",
  "AWS::IAM::ManagedPolicy": "as for roles",
  "AWS::IAM::OIDCProvider": "the deployment workflow does not run locally",
  "AWS::Lambda::Permission": "as for roles",
  "AWS::Lambda::Version": "there is one version of each function, and its alias leads to it",
  "AWS::CodeDeploy::Application": "a new version replaces the old one at the next start",
  "AWS::CodeDeploy::DeploymentGroup": "a new version replaces the old one at the next start",
  "AWS::Lambda::EventInvokeConfig": "asynchronous invocations are made once",
  "AWS::SQS::QueuePolicy": "as for roles",
  "AWS::KMS::Alias": "nothing is encrypted locally",
  "AWS::Logs::LogGroup": "log lines go to files in the data directory",
  "AWS::Logs::MetricFilter": "there are no metrics locally",
  "AWS::Logs::ResourcePolicy": "as for roles",
  "AWS::CloudWatch::Alarm": "there are no metrics locally",
  "AWS::CloudWatch::CompositeAlarm": "there are no metrics locally",
  "AWS::CloudWatch::Dashboard": "there are no metrics locally",
  "AWS::SNS::Topic": "only alarms publish to topics",
  "AWS::SNS::TopicPolicy": "as for topics",
  "AWS::SNS::Subscription": "as for topics",
  "AWS::ApiGatewayV2::Stage": "the API is served at the root and does not throttle",
  "AWS::Scheduler::ScheduleGroup": "a group only names schedules",
  "AWS::Events::Archive": "events are kept in a file",
  "AWS::Cognito::UserPool": "the local sign-in takes its place",
  "AWS::Cognito::UserPoolClient": "the local sign-in takes its place",
  "AWS::Cognito::UserPoolDomain": "the local sign-in takes its place",
  "AWS::Cognito::UserPoolResourceServer": "the local sign-in takes its place",
  "AWS::Cognito::UserPoolGroup": "the local sign-in takes its place",
  "AWS::Cognito::ManagedLoginBranding": "the local sign-in takes its place",
  "AWS::S3::BucketPolicy": "the console is served from its folder",
  "Custom::S3AutoDeleteObjects": "there is no bucket to empty",
  "AWS::CloudFront::Distribution": "the console is served by the local gateway",
  "AWS::CloudFront::OriginAccessControl": "the console is served by the local gateway",
  "AWS::CloudFront::ResponseHeadersPolicy": "the console is served by the local gateway",
  "AWS::CloudFront::CachePolicy": "the console is served by the local gateway",
  "AWS::CloudFront::OriginRequestPolicy": "the console is served by the local gateway",
  "AWS::CloudFront::Function": "the console is served by the local gateway",
  "AWS::WAFv2::WebACL": "nothing is reachable from outside",
  "AWS::CertificateManager::Certificate": "nothing is reachable from outside",
  "AWS::Route53::RecordSet": "nothing is reachable from outside",
  "AWS::Budgets::Budget": "nothing is billed locally",
  "AWS::CDK::Metadata": "it says which library made the template",
};

/** Throws `UnsupportedAssemblyError` with every resource that has an unknown type or a condition. */
export function checkResourceTypes({ resources }: Pick<CloudAssembly, "resources">): void {
  const unknown = Object.entries(resources).flatMap(([logicalId, { Type, Condition }]) => {
    if (Condition !== undefined && Type !== "AWS::CDK::Metadata")
      return [`${logicalId} depends on condition ${Condition}`];
    return servedTypes.includes(Type) || Object.hasOwn(ignoredTypes, Type) ? [] : [`${logicalId} is a ${Type}`];
  });
  if (unknown.length > 0) {
    throw new UnsupportedAssemblyError(
      `the local stack does not know what to do with: ${unknown.join("; ")}. ` +
        "Serve the type in local/assembly, or say in resource-types.ts why it may be left out",
    );
  }
}
