import { createHash } from "node:crypto";
import { canonicalJson } from "../../run/identity.ts";
import {
  defaultParts,
  type PackPart,
  packParts,
  type ReviewPackInput,
} from "./environment.review_pack.generate.input.ts";

/** What a pack contains, with every default filled in. */
export interface PackOptions {
  /** In a fixed order, each once. */
  readonly include: readonly PackPart[];
  readonly locale: "en" | "de";
  /** Names persons by their user id instead of a pseudonym. */
  readonly pii: boolean;
}

/** Part of the fingerprint: another form is another pack. */
export const packFormatVersion = 1;

export function packOptionsOf({ include, locale = "en", pii = false }: ReviewPackInput): PackOptions {
  const wanted = new Set<PackPart>(include ?? defaultParts);
  return { include: packParts.filter((part) => wanted.has(part)), locale, pii };
}

/** The identity of a pack as 64 hex characters: which review, in which form. */
export function packFingerprint(review: { readonly id: string; readonly fingerprint: string }, options: PackOptions) {
  const { id, fingerprint } = review;
  return createHash("sha256")
    .update(canonicalJson(["runtruth.review-pack", { review: { id, fingerprint }, options, packFormatVersion }]))
    .digest("hex");
}
