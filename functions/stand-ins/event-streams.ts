/** Stands in for `@smithy/core/event-streams`: no call of DynamoDB, SQS or Secrets Manager that is made here streams. */
export function EventStreamSerde(): never {
  throw new Error("This bundle was built without event streams.");
}

export const eventStreamSerdeProvider = EventStreamSerde;
