/** Stands in for `to-json-schema` of zod in those functions that parse and describe nothing. */
function absent(): never {
  throw new Error("This bundle was built without zod's writer of JSON Schema.");
}

export {
  absent as extractDefs,
  absent as finalize,
  absent as handleUnrepresentable,
  absent as initializeContext,
  absent as process,
  absent as processSchema,
};

/** Every schema asks for these two while it is made, and nobody calls what they answer. */
export const createToJSONSchemaMethod = () => absent;
export const createStandardJSONSchemaMethod = () => absent;
