/** Replacement text for secrets. */
export const redacted = "[redacted]";

interface Format {
  readonly find: RegExp;
  readonly replaceBy: string;
}

/** Name suffixes, without separators, that mark a value as secret. */
const secretWords =
  "authorization|authorisation|password|passwd|passphrase|passcode|pwd|secret|token|cookie|apikey|accesskey|accountkey|" +
  "privatekey|signingkey|encryptionkey|sharedkey|sharedaccesssignature|connectionstring|credential|bearer|signature|sig|" +
  "sessionid|clientassertion|assertion|otp|pin|cvv|cvc|cardnumber";
const secretName = new RegExp(`(?:${secretWords})(?:s|value|hash|text|confirmation|new|old|\\d+)?$`);

/** Names with such a suffix that hold no secret: the platform's own fencing tokens. */
const harmlessNames: ReadonlySet<string> = new Set(["requesttoken", "claimtoken"]);

/**
 * True for names whose values must never be shown, regardless of case and separators. `secretName` is not one: a name
 * is no secret.
 */
export function isSecretName(name: string): boolean {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, "");
  return secretName.test(plain) && !harmlessNames.has(plain);
}

/** The same suffixes inside free text, where separators may split them. */
const spokenNames =
  "passwords?|passwd|passphrase|passcode|pwd|(?:client|shared|app|consumer)?[-_ ]?secret(?:[-_ ]?value)?|" +
  "(?:api|access|account|private|signing|encryption|shared|secret[-_ ]?access)[-_ ]?key|shared[-_ ]?access[-_ ]?(?:key|signature)|" +
  "connection[-_ ]?string|credentials?|token|signature|sig|session[-_ ]?id|(?:client[-_ ]?)?assertion|otp|cvv|cvc";
const quote = "\\\\*[\"'`]";
const pairValue = `(?:\\\\*"(?:[^"\\\\]|\\\\[^"])*\\\\*"|'[^']*'|\\[redacted\\]|[^\\s,;&"'<>()[\\]{}]+)`;

/**
 * Values recognized as secrets by their format. Repetition is bounded where a match may fail late, so matching stays
 * linear.
 */
const formats: readonly Format[] = [
  { find: /-----BEGIN [A-Z0-9 ]+-----[\s\S]*?(?:-----END [A-Z0-9 ]+-----|$)/g, replaceBy: redacted },
  { find: /\beyJ[\w-]{6,}(?:\.[\w-]*){1,4}/g, replaceBy: redacted },
  { find: /\b((?:proxy-)?authorization|(?:set-)?cookie)(["'`]?\s*[:=]\s*)[^\r\n]+/gi, replaceBy: `$1$2${redacted}` },
  { find: /\b(bearer|basic)\s+(?![a-z]+(?![\w.~+/=-]))[\w.~+/=-]{6,}/gi, replaceBy: `$1 ${redacted}` },
  { find: /\b([a-z][a-z0-9+.-]{1,30}:\/\/)[^\s/?#"'<>@[\]]+(?:@[^\s/?#"'<>@]+)*@/gi, replaceBy: `$1${redacted}@` },
  {
    find: /\b(?:Server|Data Source|Host|HostName|Endpoint|DefaultEndpointsProtocol|AccountEndpoint|AccountName|Driver)\s{0,5}=\s{0,5}[^;\r\n"']{1,300};[^\r\n"']*/gi,
    replaceBy: redacted,
  },
  { find: /(?<=https?:\/\/[^\s?#"'<>]{1,2000})\?[^\s"'<>]*/gi, replaceBy: `?${redacted}` },
  { find: /(?<=https?:\/\/[^\s#"'<>]{1,2000})#[^\s"'<>=]{1,200}=[^\s"'<>]*/gi, replaceBy: `#${redacted}` },
  { find: /(?<=\/[\w.~%-]{1,200})\?[^\s"'<>=]{1,200}=[^\s"'<>]*/g, replaceBy: `?${redacted}` },
  { find: /\bhttps:\/\/hooks\.slack\.com\/[^\s"'<>]+/gi, replaceBy: redacted },
  {
    find: new RegExp(`((?:\\b|_)(?:${spokenNames})(?:${quote})?\\s*(?:=>|[:=])\\s*)${pairValue}`, "gi"),
    replaceBy: `$1${redacted}`,
  },
  {
    find: /\b(password|passphrase|secret|token)(\s+(?:is\s+|was\s+)?)(["'`])[^"'`]+\3/gi,
    replaceBy: `$1$2${redacted}`,
  },
  { find: /\b(?:AKIA|ASIA|ABIA|ACCA|AROA|AIDA)[A-Z0-9]{12,}\b/g, replaceBy: redacted },
  { find: /\b(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{16,}|glpat-[\w-]{16,}|npm_\w{24,})/g, replaceBy: redacted },
  { find: /\bx(?:ox[a-z]|app)-[\w-]{8,}/g, replaceBy: redacted },
  {
    find: /\b(?:[srp]k_(?:live|test)_\w{8,}|whsec_\w{8,}|sk-[\w-]{20,}|AIza[\w-]{30,}|SG\.[\w-]{8,}\.[\w-]{8,})/g,
    replaceBy: redacted,
  },
  { find: /[\w.~-]{3}\dQ~[\w.~-]{28,}/g, replaceBy: redacted },
];

/** Formats that the platform writes itself; they must stay readable and must not be mistaken for tokens. */
const ownShapes =
  /(?<![A-Za-z0-9])(?:[0-7][0-9A-HJKMNP-TV-Z]{25}|[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}|1-[0-9a-f]{8}-[0-9a-f]{24})(?![A-Za-z0-9])/g;
const tokenCandidate = /[A-Za-z0-9+/_-]{20,}={0,2}/g;
const cardCandidate = /(?<![\w.-])[2-6]\d{3}(?:[ -]?\d){9,15}(?![\w-])/g;

/** Redacts every secret that is recognizable by its format. */
export function hideSecrets(text: string): string {
  let hidden = text;
  for (const { find, replaceBy } of formats) hidden = hidden.replace(find, replaceBy);
  return hidden
    .replace(cardCandidate, (digits) => (passesLuhn(digits) ? redacted : digits))
    .replace(tokenCandidate, (candidate) =>
      looksRandom(candidate) || holdsEncodedSecret(candidate) ? redacted : candidate,
    );
}

/** Whether a text contains anything this module recognizes as a secret. */
export function holdsSecret(text: string): boolean {
  return hideSecrets(text) !== text;
}

const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/] as const;

/**
 * Heuristic for random text: in random text about every second character changes its class (lower case, capital,
 * digit), in words and camel-case names hardly one in three does. Short segments between separators are ignored, so
 * that `CIS-M365-L1` stays a name. Known gaps: tokens of lower-case letters only, and 64 hex characters, the format
 * of our own digests.
 */
function looksRandom(candidate: string): boolean {
  const stretches = candidate.replace(ownShapes, "-").match(/[A-Za-z0-9]{5,}/g) ?? [];
  const text = stretches.join("");
  if (text.length < 16) return false;

  const present = kinds.map((kind) => kind.test(text));
  const hasBothCases = present[0] === true && present[1] === true;
  const hasDigits = present[2] === true;
  const changesExpected = hasBothCases ? (hasDigits ? 0.36 : 0.45) : 0.27;
  return changesIn(stretches) / text.length >= changesExpected;
}

function changesIn(stretches: readonly string[]): number {
  let changes = 0;
  for (const stretch of stretches) {
    let before = -1;
    for (const character of stretch) {
      const kind = kinds.findIndex((pattern) => pattern.test(character));
      if (before >= 0 && kind !== before) changes += 1;
      before = kind;
    }
  }
  return changes;
}

/** Base64 of readable text that contains a secret, at any encoding depth; each layer is a quarter shorter. */
function holdsEncodedSecret(candidate: string): boolean {
  const text = Buffer.from(candidate, "base64").toString("latin1");
  return /^[\t\r\n\x20-\x7e]+$/.test(text) && hideSecrets(text) !== text;
}

/** Luhn check digit of payment card numbers. */
function passesLuhn(text: string): boolean {
  const digits = [...text.replace(/\D/g, "")].reverse().map(Number);
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
