import { text } from "node:stream/consumers";
import { CliError } from "./cli-error.ts";

/**
 * The input of a start: a JSON object, and fields named one by one, which win. A field's value is JSON where it is
 * valid JSON, such as `true`, `7` or `["a"]`, and text otherwise.
 */
export async function inputOf(json: string | undefined, fields: readonly string[]): Promise<Record<string, unknown>> {
  const whole = json === undefined ? {} : objectOf(json === "-" ? await text(process.stdin) : json);
  return { ...whole, ...Object.fromEntries(fields.map(fieldOf)) };
}

function objectOf(json: string): Record<string, unknown> {
  const value = parsed(json);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new CliError(`--input must be a JSON object, such as '{"policyIds":["…"]}'.`);
  }
  return { ...value };
}

function fieldOf(field: string): [string, unknown] {
  const at = field.indexOf("=");
  if (at < 1) throw new CliError(`--set ${field} must be name=value.`);
  const value = field.slice(at + 1);
  return [field.slice(0, at), parsed(value) ?? value];
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
