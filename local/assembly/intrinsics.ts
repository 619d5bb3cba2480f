import * as z from "zod";
import { localAccount } from "./local-account.ts";
import { UnsupportedAssemblyError } from "./unsupported-assembly.ts";

/** Local values for the template's references. */
export interface References {
  readonly stackName: string;
  /** The value of `Ref` for a resource or parameter; undefined when unknown. */
  ref(logicalId: string): unknown;
  /** The value of `Fn::GetAtt`; undefined when unknown. */
  attribute(logicalId: string, name: string): unknown;
  /** The unresolved value of another stack's output; undefined when unknown. */
  output(stackName: string, name: string): unknown;
}

const nothing = Symbol("AWS::NoValue");

/**
 * Resolves every intrinsic function in a part of a template.
 *
 * A property with the value `AWS::NoValue` is removed, as in CloudFormation. Throws `UnsupportedAssemblyError` for an
 * unsupported function or an unknown reference.
 */
export function resolve(value: unknown, references: References): unknown {
  const resolved = resolveAny(value, references);
  return resolved === nothing ? undefined : resolved;
}

function resolveAny(value: unknown, references: References): unknown {
  if (Array.isArray(value)) return value.map((item) => resolveAny(item, references)).filter((item) => item !== nothing);
  if (typeof value !== "object" || value === null) return value;

  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && (only[0] === "Ref" || only[0].startsWith("Fn::"))) {
    const call = functions[only[0]];
    if (call === undefined)
      throw new UnsupportedAssemblyError(`the intrinsic function ${only[0]} is not understood locally`);
    return call(only[1], references);
  }
  return Object.fromEntries(
    entries.map(([name, item]) => [name, resolveAny(item, references)]).filter(([, item]) => item !== nothing),
  );
}

const functions: Readonly<Record<string, (argument: unknown, references: References) => unknown>> = {
  Ref: (argument, references) => reference(z.string().parse(argument), references),
  "Fn::GetAtt": (argument, references) => {
    const parts = z.union([z.string().transform((text) => text.split(".")), z.array(z.string())]).parse(argument);
    const [logicalId = "", ...name] = parts;
    return attribute(logicalId, name.join("."), references);
  },
  "Fn::GetStackOutput": (argument, references) => {
    const { StackName, OutputName } = z.object({ StackName: z.string(), OutputName: z.string() }).parse(argument);
    const value = references.output(StackName, OutputName);
    if (value === undefined)
      throw new UnsupportedAssemblyError(`output ${OutputName} of stack ${StackName} is not in the assembly`);
    return resolveAny(value, references);
  },
  "Fn::Join": (argument, references) => {
    const [separator, items] = z.tuple([z.string(), z.unknown()]).parse(argument);
    return z.array(scalar).parse(resolveAny(items, references)).join(separator);
  },
  "Fn::Split": (argument, references) => {
    const [separator, text] = z.tuple([z.string(), z.unknown()]).parse(argument);
    return z.string().parse(resolveAny(text, references)).split(separator);
  },
  "Fn::Select": (argument, references) => {
    const [position, items] = z.tuple([z.coerce.number().int(), z.unknown()]).parse(argument);
    const chosen = z.array(z.unknown()).parse(resolveAny(items, references))[position];
    if (chosen === undefined)
      throw new UnsupportedAssemblyError(`Fn::Select asks for item ${position} of a shorter list`);
    return chosen;
  },
  "Fn::Sub": (argument, references) => {
    const [text, named] = z
      .union([
        z.string().transform((only) => [only, {}] as const),
        z.tuple([z.string(), z.record(z.string(), z.unknown())]),
      ])
      .parse(argument);
    return text.replace(/\$\{([^}]+)\}/g, (_, name: string) => substitute(name, named, references));
  },
  "Fn::Base64": (argument, references) =>
    Buffer.from(z.string().parse(resolveAny(argument, references))).toString("base64"),
};

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

function substitute(name: string, named: Record<string, unknown>, references: References): string {
  if (name.startsWith("!")) return `\${${name.slice(1)}}`;
  if (Object.hasOwn(named, name)) return scalar.parse(resolveAny(named[name], references));
  const [logicalId = "", ...rest] = name.split(".");
  return scalar.parse(
    rest.length === 0 ? reference(logicalId, references) : attribute(logicalId, rest.join("."), references),
  );
}

function reference(name: string, references: References): unknown {
  const pseudo: Readonly<Record<string, unknown>> = {
    "AWS::Region": localAccount.region,
    "AWS::AccountId": localAccount.account,
    "AWS::Partition": localAccount.partition,
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackName": references.stackName,
    "AWS::StackId": `arn:aws:cloudformation:${localAccount.region}:${localAccount.account}:stack/${references.stackName}/local`,
    "AWS::NoValue": nothing,
  };
  const value = Object.hasOwn(pseudo, name) ? pseudo[name] : references.ref(name);
  if (value === undefined) throw new UnsupportedAssemblyError(`a reference to ${name} has no value locally`);
  return value;
}

function attribute(logicalId: string, name: string, references: References): unknown {
  const value = references.attribute(logicalId, name);
  if (value === undefined) throw new UnsupportedAssemblyError(`attribute ${name} of ${logicalId} has no value locally`);
  return value;
}
