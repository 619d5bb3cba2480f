type Json = Readonly<Record<string, unknown>>;

/** One field of the start form, derived from the JSON schema of the input. */
export interface InputField {
  readonly name: string;
  /** Its localized label, or its name when the schema has no title. */
  readonly label: string;
  readonly help: string | undefined;
  readonly kind: "text" | "number" | "yes_no" | "choice" | "choices" | "list" | "json";
  /** The record kind of its ids, or `environments`; undefined for a field without ids. */
  readonly refersTo: string | undefined;
  /** The field with the record that must contain what is chosen here. */
  readonly within: string | undefined;
  /** The field with the environment of its records; undefined for records of the environment of the start. */
  readonly inEnvironment: string | undefined;
  /** Its values mean another object in each target. */
  readonly isOfTarget: boolean;
  readonly choices: readonly string[];
  readonly isRequired: boolean;
}

/** The fields of an input, in schema order. */
export function fieldsOf(schema: Json): readonly InputField[] {
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(isJson(schema.properties) ? schema.properties : {}).map(([name, property]) => {
    const described = isJson(property) ? property : {};
    return {
      name,
      label: typeof described.title === "string" ? described.title : name,
      help: typeof described.description === "string" ? described.description : undefined,
      kind: kindOf(described),
      choices: choicesOf(described) ?? choicesOf(described.items) ?? [],
      isRequired: required.includes(name),
      refersTo: typeof described.refersTo === "string" ? described.refersTo : undefined,
      within: typeof described.within === "string" ? described.within : undefined,
      inEnvironment: typeof described.inEnvironment === "string" ? described.inEnvironment : undefined,
      isOfTarget: described.ofTarget === true,
    };
  });
}

/** Whether a field names what the environment of the start has: records of it, or objects of its tenant. */
export const isOfPlace = ({ refersTo, inEnvironment, isOfTarget }: InputField): boolean =>
  isOfTarget || (refersTo !== undefined && refersTo !== "environments" && inEnvironment === undefined);

const choicesOf = (schema: unknown): string[] | undefined =>
  isJson(schema) && Array.isArray(schema.enum) ? schema.enum.map(String) : undefined;

function kindOf(property: Json): InputField["kind"] {
  if (Array.isArray(property.enum)) return "choice";
  switch (property.type) {
    case "string":
      return "text";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "yes_no";
    case "array":
      if (choicesOf(property.items) !== undefined) return "choices";
      return isJson(property.items) && property.items.type === "string" ? "list" : "json";
    default:
      return "json";
  }
}

/** Stored input, as its form holds it. */
export function valuesOf(fields: readonly InputField[], input: Json): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap(({ name, kind }) => {
      const value = input[name];
      return value === undefined ? [] : [[name, writtenOf(kind, value)]];
    }),
  );
}

function writtenOf(kind: InputField["kind"], value: unknown): string {
  if (kind === "json") return JSON.stringify(value);
  if (Array.isArray(value)) return value.join(kind === "list" ? "\n" : " ");
  return String(value);
}

/** The input to send. Empty fields are omitted; unreadable values are sent unchanged, so that the API reports them. */
export function inputOf(
  fields: readonly InputField[],
  values: Readonly<Record<string, string>>,
): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap(({ name, kind }) => {
      const text = (values[name] ?? "").trim();
      return text === "" ? [] : [[name, readField(kind, text)]];
    }),
  );
}

function readField(kind: InputField["kind"], text: string): unknown {
  switch (kind) {
    case "text":
    case "choice":
      return text;
    case "number":
      return Number.isNaN(Number(text)) ? text : Number(text);
    case "yes_no":
      return text === "true";
    case "choices":
    case "list":
      return text.split(/[\s,]+/).filter((part) => part !== "");
    case "json":
      return readJson(text);
    default:
      return kind satisfies never;
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
