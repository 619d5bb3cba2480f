import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import { withLogKeys } from "../../shared/observability/log-keys.ts";

/**
 * Settles each message of a batch independently. `settle` returns true when the message is done and false when it must
 * be redelivered. A message whose handling throws is reported and redelivered; the rest of the batch is unaffected.
 */
export async function settleBatch(
  records: readonly SQSRecord[],
  settle: (record: SQSRecord) => Promise<boolean>,
  report: (record: SQSRecord, error: unknown) => void,
): Promise<SQSBatchResponse> {
  const isRedelivered = await Promise.all(
    records.map((record) =>
      withLogKeys({ correlationId: record.messageId }, async () => {
        try {
          return !(await settle(record));
        } catch (error) {
          report(record, error);
          return true;
        }
      }),
    ),
  );
  return {
    batchItemFailures: records.flatMap((record, at) =>
      isRedelivered[at] ? [{ itemIdentifier: record.messageId }] : [],
    ),
  };
}
