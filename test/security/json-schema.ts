import * as z from "zod";

/** The subset of JSON Schema that the contract uses. */
export interface JsonSchema {
  readonly type?: string | undefined;
  readonly properties?: Readonly<Record<string, JsonSchema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: boolean | JsonSchema | undefined;
  readonly items?: JsonSchema | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly pattern?: string | undefined;
  readonly format?: string | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[] | undefined;
  readonly oneOf?: readonly JsonSchema[] | undefined;
}

const jsonSchema: z.ZodType<JsonSchema> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    properties: z.record(z.string(), jsonSchema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), jsonSchema]).optional(),
    items: jsonSchema.optional(),
    minItems: z.number().optional(),
    maxItems: z.number().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    pattern: z.string().optional(),
    format: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    anyOf: z.array(jsonSchema).optional(),
    oneOf: z.array(jsonSchema).optional(),
  }),
);

const known = new WeakMap<z.ZodType, JsonSchema>();

/** The JSON Schema of a schema's input. */
export function schemaOf(schema: z.ZodType): JsonSchema {
  const found = known.get(schema) ?? jsonSchema.parse(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
  known.set(schema, found);
  return found;
}

/** The path of a member in a value. */
export type Place = readonly (string | number)[];

/** All paths at which a schema accepts a string; lists by their first member. */
export function textPlaces(schema: JsonSchema, at: Place = []): readonly Place[] {
  const { type, properties = {}, items, oneOf = [], anyOf = oneOf } = schema;
  const here = type === "string" && schema.enum === undefined && schema.const === undefined ? [at] : [];
  return [
    ...here,
    ...Object.entries(properties).flatMap(([name, member]) => textPlaces(member, [...at, name])),
    ...(items === undefined ? [] : textPlaces(items, [...at, 0])),
    ...anyOf.flatMap((one) => textPlaces(one, at)),
  ];
}

/** The same value with a string at a path, which is created if absent. */
export function withText(value: unknown, place: Place, text: string): unknown {
  const [name, ...rest] = place;
  if (name === undefined) return text;
  if (typeof name === "number") return [withText(Array.isArray(value) ? value[0] : undefined, rest, text)];
  const members: Record<string, unknown> = { ...(typeof value === "object" ? value : {}) };
  return { ...members, [name]: withText(members[name], rest, text) };
}
