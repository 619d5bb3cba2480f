/** Replaces zod's `to-json-schema` in functions that only parse. */
function absent(): never {
  throw new Error("This bundle was built without zod's JSON Schema generator.");
}

export {
  absent as extractDefs,
  absent as finalize,
  absent as handleUnrepresentable,
  absent as initializeContext,
  absent as process,
  absent as processSchema,
};

/** Every schema calls these two on construction; their results are never called. */
export const createToJSONSchemaMethod = () => absent;
export const createStandardJSONSchemaMethod = () => absent;
