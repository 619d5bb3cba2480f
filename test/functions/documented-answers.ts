import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { openapiDocument } from "../../shared/contract/openapi.ts";

const document = "https://runtruth.example/openapi.json";
// Shorter validators, with copies of what they refer to, would save less than what making them takes.
const ajv = new Ajv2020({ strict: false, allErrors: true, code: { optimize: false }, inlineRefs: false });
addFormats.default(ajv);
ajv.addSchema(openapiDocument(), document);

const validators = new Map<string, ValidateFunction>();

/**
 * Throws unless the public OpenAPI document describes this answer: its path, method, status and media
 * type, and a schema that the body fits.
 */
export function checkDocumented(
  at: { method: string; path: string; status: number; mediaType: string },
  body: unknown,
) {
  const steps = ["paths", at.path, at.method.toLowerCase(), "responses", String(at.status), "content", at.mediaType];
  const pointer = [...steps, "schema"].map((step) => step.replaceAll("~", "~0").replaceAll("/", "~1")).join("/");
  const known = validators.get(pointer);
  const validate =
    known ?? ajv.compile({ $ref: `${document}#/${pointer.split("/").map(encodeURIComponent).join("/")}` });
  validators.set(pointer, validate);
  if (!validate(body)) throw new Error(`not as documented: ${steps.join(" ")}: ${ajv.errorsText(validate.errors)}`);
}
