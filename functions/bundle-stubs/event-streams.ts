/** Replaces `@smithy/core/event-streams`: no call to any service here uses event streams. */
export function EventStreamSerde(): never {
  throw new Error("This bundle was built without event streams.");
}

export const eventStreamSerdeProvider = EventStreamSerde;

/** The object store's client always asks for it; it is used by calls that stream events only. */
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;
