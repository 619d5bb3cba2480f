import { SignatureV4 } from "@smithy/signature-v4";

/**
 * Stands in for `@aws-sdk/signature-v4-multi-region`, which signs for several regions at once. The event bus is one
 * of this region, and no endpoint of several is named; so the signature of one region is all that is asked for.
 */
export const SignatureV4MultiRegion = SignatureV4;
