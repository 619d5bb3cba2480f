/** What the product writes where a person could stand, alone or before a separator. */
const reserved = /^(?:(?:system|runtruth|schedule[dr])$|(?:system|runtruth|schedule[dr]?|integration)[:/#|])/;

/**
 * Whether a subject is the platform's own. Case and compatibility forms of a character make no other subject of it. What
 * the platform does is marked by a field and never by a name (`isPlatformInitiated`); this keeps people from being
 * shown as it.
 */
export function isReservedSubject(subject: string): boolean {
  return reserved.test(subject.normalize("NFKC").trim().toLowerCase());
}

/** A person as their tokens name them: OpenID Connect allows 255 ASCII characters. */
export const subjectPattern = /^[\x21-\x7e]{1,255}$/;
