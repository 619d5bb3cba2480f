/** Stands in for the writer of an event's headers in `@smithy/signature-v4`: every signer makes one, and only a stream uses it. */
export class HeaderFormatter {}
export class Int64 {}
