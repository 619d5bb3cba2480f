/** Replaces the event header formatter of `@smithy/signature-v4`: each signer creates one, only event streams use it. */
export class HeaderFormatter {}
export class Int64 {}
