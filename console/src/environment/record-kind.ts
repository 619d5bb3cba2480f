import type { RecordKind } from "../../../shared/contract/records.ts";

/** Whether a text names a record kind that this console has words for. */
export const isRecordKind = (name: string, kinds: Readonly<Record<RecordKind, string>>): name is RecordKind =>
  Object.hasOwn(kinds, name);
