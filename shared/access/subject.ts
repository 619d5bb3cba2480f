/** Names that the product uses for itself, alone or before a separator. */
const reserved = /^(?:(?:system|runtruth|schedule[dr])$|(?:system|runtruth|schedule[dr]?|integration)[:/#|])/;

/**
 * Whether a subject is reserved for the platform. Case and Unicode compatibility forms are normalized first. Platform
 * actions are marked by a field, not by name (`isPlatformInitiated`); this check prevents users from impersonating
 * the platform.
 */
export function isReservedSubject(subject: string): boolean {
  return reserved.test(subject.normalize("NFKC").trim().toLowerCase());
}

/** A user's subject claim: OpenID Connect allows 255 ASCII characters. */
export const subjectPattern = /^[\x21-\x7e]{1,255}$/;
