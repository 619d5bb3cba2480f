import type { Prepared, StartRequest } from "../define-operation.ts";
import { type PrepareDependencies, prepareFromBackup } from "./backup-changes-start.ts";
import type { RestoreInput } from "./restore.execute.input.ts";

/** Prepares a preview of a set or a selection of it, or the execution of a preview. */
export const prepare = ({ input, scope }: StartRequest<RestoreInput>, needs: PrepareDependencies): Promise<Prepared> =>
  prepareFromBackup("restore", scope, input, {}, needs);
