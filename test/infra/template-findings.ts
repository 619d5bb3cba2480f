import * as z from "zod";
import { type PropertyType, propertiesOf, schemaOf } from "../../tools/service-schemas.ts";
import limitsOfServices from "./fixtures/service-limits.json" with { type: "json" };
import type { StackTemplate } from "./synthesized.ts";

const limitSchema = z.strictObject({
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
});
type Limit = z.infer<typeof limitSchema>;

/**
 * Limits by type and property path, with `*` for a list's items. From the CloudFormation registry schemas as cfn-lint
 * 1.51.0 (MIT-0) packages them, and from the services' quota pages for names and times that those schemas leave open.
 */
const limits = z.record(z.string(), z.record(z.string(), limitSchema)).parse(limitsOfServices);

const properties = z.record(z.string(), z.unknown());
const isIntrinsic = (value: unknown) => {
  const [name, ...others] = typeof value === "object" && value !== null ? Object.keys(value) : [];
  return others.length === 0 && name !== undefined && (name === "Ref" || name.startsWith("Fn::"));
};

/** What CloudFormation or a service would reject in a template: one sentence per property, in the order of the template. */
export function templateFindings({ Resources }: Pick<StackTemplate, "Resources">): string[] {
  return Object.entries(Resources).flatMap(([id, { Type, Properties }]) => {
    if (Type.startsWith("Custom::")) return [];
    const schema = schemaOf(Type);
    if (schema === undefined) return [`${id}: the type ${Type} does not exist`];
    const found: string[] = [];
    const report = (path: readonly string[], complaint: string) => found.push(`${id}.${path.join(".")}: ${complaint}`);
    checkProperties(schema.properties, Properties, [], report);
    checkLimits(limits[Type] ?? {}, Properties, [], report);
    return found;
  });
}

type Report = (path: readonly string[], complaint: string) => void;

function checkProperties(
  known: ReturnType<typeof propertiesOf>,
  value: Readonly<Record<string, unknown>>,
  path: readonly string[],
  report: Report,
): void {
  for (const [name, { required = false }] of Object.entries(known)) {
    if (required && value[name] === undefined) report([...path, name], "is required");
  }
  for (const [name, item] of Object.entries(value)) {
    const property = known[name];
    if (property === undefined) {
      report([...path, name], "is not a property");
      continue;
    }
    const complaints = complaintsOf(property.type, item, [...path, name]);
    if (complaints.length === 0) continue;
    // CloudFormation still accepts the types of earlier schemas.
    const isEarlier = (property.previousTypes ?? []).some((type) => complaintsOf(type, item, []).length === 0);
    if (!isEarlier) for (const [at, complaint] of complaints) report(at, complaint);
  }
}

type Complaint = readonly [path: readonly string[], complaint: string];

/** Everything in a value that its type does not allow. References are resolved by CloudFormation and always allowed. */
function complaintsOf(type: PropertyType, value: unknown, path: readonly string[]): Complaint[] {
  if (isIntrinsic(value)) return [];
  const unless = (holds: boolean, complaint: string): Complaint[] => (holds ? [] : [[path, complaint]]);
  switch (type.type) {
    case "string":
      if (typeof value !== "string") return [[path, "must be text"]];
      return unless(type.allowedValues?.includes(value) ?? true, `must be one of ${type.allowedValues?.join(", ")}`);
    case "integer":
      return unless(Number.isInteger(value), "must be a whole number");
    case "number":
      return unless(typeof value === "number", "must be a number");
    case "boolean":
      return unless(typeof value === "boolean", "must be true or false");
    case "json":
    case "date-time":
    case "null":
      return unless(value !== undefined, "must have a value");
    case "tag":
      return unless(z.strictObject({ Key: z.string(), Value: z.unknown() }).safeParse(value).success, "must be a tag");
    case "array":
      if (!Array.isArray(value)) return [[path, "must be a list"]];
      return value.flatMap((item, at) => complaintsOf(type.element, item, [...path, String(at)]));
    case "map":
    case "ref": {
      const map = properties.safeParse(value);
      if (!map.success || Array.isArray(value)) return [[path, "must be an object"]];
      if (type.type === "map") {
        return Object.entries(map.data).flatMap(([name, item]) => complaintsOf(type.element, item, [...path, name]));
      }
      const complaints: Complaint[] = [];
      checkProperties(propertiesOf(type), map.data, path, (...complaint) => complaints.push(complaint));
      return complaints;
    }
    case "union": {
      const all = type.types.map((one) => complaintsOf(one, value, path));
      return all.find((complaints) => complaints.length === 0) ?? all[0] ?? [];
    }
  }
}

function checkLimits(
  limitsOfType: Readonly<Record<string, Limit>>,
  value: unknown,
  path: readonly string[],
  report: Report,
): void {
  if (isIntrinsic(value)) return;
  const limit = limitsOfType[path.map((step) => (/^\d+$/.test(step) ? "*" : step)).join(".")];
  for (const complaint of limit === undefined ? [] : beyond(limit, value)) report(path, complaint);
  if (typeof value !== "object" || value === null) return;
  for (const [name, item] of Object.entries(value)) checkLimits(limitsOfType, item, [...path, name], report);
}

/** Classes of Unicode need its mode, in which the superfluous escapes of other patterns are errors. */
const expression = (pattern: string) => new RegExp(pattern, pattern.includes("\\p{") ? "u" : "");

function beyond(limit: Limit, value: unknown): string[] {
  const { pattern, minLength = 0, maxLength = Infinity, minimum = -Infinity, maximum = Infinity } = limit;
  const { minItems = 0, maxItems = Infinity } = limit;
  const between = (size: number, least: number, most: number, what: string) =>
    size >= least && size <= most ? [] : [`has ${size} ${what}; ${least} to ${most} are allowed`];
  if (typeof value === "string") {
    const matches = pattern === undefined || expression(pattern).test(value);
    return [
      ...(matches ? [] : [`must match ${pattern}`]),
      ...between(value.length, minLength, maxLength, "characters"),
    ];
  }
  if (typeof value === "number") {
    return value >= minimum && value <= maximum ? [] : [`is ${value}; ${minimum} to ${maximum} are allowed`];
  }
  return Array.isArray(value) ? between(value.length, minItems, maxItems, "items") : [];
}
