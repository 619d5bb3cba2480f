import { type CloudAssembly, constructPath, type Resource } from "./cloud-assembly.ts";
import { type References, resolve } from "./intrinsics.ts";
import { localAccount, localArn, localAudience } from "./local-account.ts";

/** Local addresses, which the assembly does not contain. */
export interface LocalAddresses {
  readonly sqs: string;
  readonly objects: string;
  readonly issuer: string;
  readonly api: string;
}

interface Identity {
  readonly ref: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Local addresses and the resolved properties of a resource. */
interface Given {
  readonly addresses: LocalAddresses;
  readonly property: (name: string) => unknown;
}

/** Resolves names and ARNs of the resources; they are the same on every start. */
export function createReferences(assembly: CloudAssembly, addresses: LocalAddresses): References {
  const identityAt = (logicalId: string): Identity | undefined => {
    const resource = assembly.resources[logicalId];
    if (resource === undefined) return undefined;
    const property = (name: string) => resolve(resource.Properties[name], references);
    return identities[resource.Type]?.(physicalName(assembly.stackName, logicalId, resource), { addresses, property });
  };
  const references: References = {
    stackName: assembly.stackName,
    ref: (logicalId) => identityAt(logicalId)?.ref ?? assembly.parameters[logicalId]?.Default,
    attribute: (logicalId, name) => identityAt(logicalId)?.attributes?.[name],
    output: assembly.outputOf,
  };
  return references;
}

/** The template's name, or a generated one from stack and construct path: at most 80 letters, digits and dashes. */
export function physicalName(stackName: string, logicalId: string, resource: Resource): string {
  for (const property of ["TableName", "QueueName", "FunctionName", "Name"]) {
    const given = resource.Properties[property];
    if (typeof given === "string") return given;
  }
  const made = `${stackName}-${constructPath(logicalId, resource)}`.replace(/[^A-Za-z0-9]+/g, "-");
  return made.length <= 80 ? made : `${made.slice(0, 60)}-${logicalId.slice(-8)}`;
}

const table = (name: string): Identity => ({
  ref: name,
  attributes: {
    Arn: localArn("dynamodb", `table/${name}`),
    StreamArn: localArn("dynamodb", `table/${name}/stream/local`),
  },
});

const withArn = (service: string, kind: string) => (name: string) => ({
  ref: name,
  attributes: { Arn: localArn(service, `${kind}${name}`) },
});

const arnAsRef = (service: string, kind: string) => (name: string) => {
  const arn = localArn(service, `${kind}${name}`);
  return { ref: arn, attributes: { Arn: arn } };
};

/** Identities by resource type; a reference to any other type aborts the start. */
const identities: Readonly<Record<string, (name: string, given: Given) => Identity>> = {
  "AWS::DynamoDB::Table": table,
  "AWS::DynamoDB::GlobalTable": table,
  "AWS::SQS::Queue": (name, { addresses: { sqs } }) => ({
    ref: `${sqs}/${localAccount.account}/${name}`,
    attributes: { Arn: localArn("sqs", name), QueueName: name },
  }),
  "AWS::Lambda::Function": withArn("lambda", "function:"),
  "AWS::Lambda::Alias": (_name, { property }) => ({
    ref: localArn("lambda", `function:${String(property("FunctionName"))}:${String(property("Name"))}`),
  }),
  "AWS::Events::EventBus": (name) => ({
    ref: name,
    attributes: { Arn: localArn("events", `event-bus/${name}`), Name: name },
  }),
  "AWS::SecretsManager::Secret": (name) => ({ ref: localArn("secretsmanager", `secret:${name}`) }),
  "AWS::IAM::Role": (name) => ({ ref: name, attributes: { Arn: `arn:aws:iam::${localAccount.account}:role/${name}` } }),
  "AWS::KMS::Key": withArn("kms", "key/"),
  "AWS::Logs::LogGroup": withArn("logs", "log-group:"),
  "AWS::SNS::Topic": arnAsRef("sns", ""),
  "AWS::S3::Bucket": (name, { addresses: { objects } }) => ({
    ref: name.toLowerCase(),
    attributes: {
      Arn: `arn:aws:s3:::${name.toLowerCase()}`,
      RegionalDomainName: `${new URL(objects).host}/${name.toLowerCase()}`,
    },
  }),
  "AWS::Cognito::UserPool": (name, { addresses: { issuer } }) => ({
    ref: name,
    attributes: { Arn: localArn("cognito-idp", `userpool/${name}`), ProviderURL: issuer, ProviderName: issuer },
  }),
  // A Cognito client id is the audience of its tokens.
  "AWS::Cognito::UserPoolClient": () => ({ ref: localAudience }),
  // The local gateway serves console and API.
  "AWS::CloudFront::Distribution": (name, { addresses: { api } }) => ({
    ref: name,
    attributes: { DomainName: new URL(api).host },
  }),
  "AWS::ApiGatewayV2::Api": (name, { addresses: { api } }) => ({
    ref: name,
    attributes: { ApiEndpoint: api, ApiId: name },
  }),
  "AWS::ApiGatewayV2::Integration": (name) => ({ ref: name }),
  "AWS::ApiGatewayV2::Authorizer": (name) => ({ ref: name }),
};
