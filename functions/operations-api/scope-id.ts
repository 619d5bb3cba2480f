import { scopeId } from "../../shared/foundation/scope.ts";
import { errorsOf } from "../middleware/endpoint.ts";
import { inputInvalid } from "../middleware/errors.ts";

/** The id of a workspace or environment to be created, from a path. Throws `input_invalid` when it is malformed. */
export function scopeIdOr422(name: string, value: string): string {
  const read = scopeId.safeParse(value);
  if (read.success) return read.data;
  throw inputInvalid(errorsOf(read.error, name));
}
