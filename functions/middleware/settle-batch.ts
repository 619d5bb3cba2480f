import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import { withLogKeys } from "../../shared/log-keys.ts";

/**
 * Settles each message of a batch by itself: `settle` answers true when the message is done, false when
 * it must come back. One that throws comes back too, is reported, and never fails its neighbours.
 */
export async function settleBatch(
  records: readonly SQSRecord[],
  settle: (record: SQSRecord) => Promise<boolean>,
  report: (record: SQSRecord, error: unknown) => void,
): Promise<SQSBatchResponse> {
  const comesBack = await Promise.all(
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
    batchItemFailures: records.flatMap((record, at) => (comesBack[at] ? [{ itemIdentifier: record.messageId }] : [])),
  };
}
