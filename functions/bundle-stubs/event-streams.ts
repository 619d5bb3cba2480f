/** Replaces `@smithy/core/event-streams`: no call to DynamoDB, SQS or Secrets Manager here uses event streams. */
export function EventStreamSerde(): never {
  throw new Error("This bundle was built without event streams.");
}

export const eventStreamSerdeProvider = EventStreamSerde;
