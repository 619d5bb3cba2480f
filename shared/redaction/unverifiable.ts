import { isExactNumber } from "../foundation/exact-json.ts";

/**
 * Placeholder for a secret in a policy document. Graph uses the same text for secrets it withholds (an encrypted OMA
 * value, Micke-K/IntuneManagement#263), so one marker means "not known" for both.
 */
export const maskedValue = "****";

/**
 * Members whose value is a secret, by exact name in the Microsoft Graph schema, ignoring case;
 * `passwordMinimumLength` or `passwordRequired` are not among them. Wi-Fi and VPN: windowsWifiConfiguration,
 * iosWiFiConfiguration, macOSWiFiConfiguration, androidDeviceOwnerWiFiConfiguration (`preSharedKey`,
 * `preSharedKeyIsSet` is none), iosVpnConfiguration (`sharedSecret`); certificates: userPFXCertificate, importedPFX
 * (`encryptedPfx…`, `privateKey`); OMA: omaSettingStringXml (`secretReferenceValueId`, by which
 * `getOmaSettingPlainTextValue` reads the secret); kiosk: `kioskModeExitCode`; the rest are credentials of connectors
 * and enrolment profiles.
 */
const secretMembers: ReadonlySet<string> = new Set(
  [
    ...["preSharedKey", "preshared_key", "wepKey", "keyMaterial", "sharedKey", "sharedSecret"],
    ...["password", "passphrase", "passcode", "pin", "proxyPassword", "adminPassword", "localAdminPassword"],
    ...["administratorPassword", "userPassword", "recoveryPassword", "recoveryKey", "kioskModeExitCode"],
    ...["privateKey", "pfxPassword", "certificatePassword", "encryptedPfxBlob", "encryptedPfxPassword", "pfxBlob"],
    ...["clientSecret", "appSecret", "secret", "secretValue", "apiKey", "accessKey", "accessToken", "refreshToken"],
    ...["token", "tokenValue", "enrollmentToken", "bearerToken", "sasToken", "connectionString", "symmetricKey"],
    ...["secretReferenceValueId", "activationLockBypassCode", "authenticationKey", "encryptionKey", "signingKey"],
  ].map((name) => name.toLowerCase()),
);

/** Suffixes of settings catalog definitions that hold a secret even when typed as plain text. */
const secretDefinition =
  /_(?:password|passphrase|passcode|presharedkey|preshared_key|sharedsecret|keymaterial|privatekey|clientsecret|secret)(?:_\d+)?$/i;

/**
 * Secret formats in XML, scripts and profiles. Kept narrow: a false positive makes a policy restorable only by hand.
 */
const secretForms: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /<(?:\w+:)?(?:keyMaterial|password|passphrase|sharedSecret|preSharedKey|privateKey|clientSecret)(?:\s[^>]*)?>[^<]+</i,
  /<key>\s*(?:Password|PSK|SharedSecret|Passphrase|PrivateKey)\s*<\/key>\s*<(?:string|data)>[^<]+</i,
  /(?:password|passwd|pwd|passphrase|client_?secret|shared_?secret|pre_?shared_?key|api_?key|access_?token)["']?\s*=\s*["']?[^\s"'&;<]{3,}/i,
  /\bbearer\s+[\w.~+/-]{16,}/i,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\./,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}|\bxox[a-z]-[\w-]{10,}/,
];

type Document = Readonly<Record<string, unknown>>;

/** A document without its secrets, and their locations. */
export interface Masked {
  readonly document: Record<string, unknown>;
  /**
   * JSON pointers (RFC 6901) to values that cannot be compared, backed up or written back, in document order.
   * Documents that are equal elsewhere may still differ there.
   */
  readonly unverifiable: readonly string[];
}

/**
 * Masks the secrets of a policy document. Masked values stay and are found again, so that their locations can also be
 * derived from a stored document. Throws RangeError for excessive nesting.
 */
export function maskSecrets(document: Document): Masked {
  const unverifiable: string[] = [];
  const mask = (path: string) => {
    unverifiable.push(path);
    return maskedValue;
  };

  function walk(value: unknown, path: string): unknown {
    if (typeof value === "string") return isMasked(value) || hasSecretForm(value) ? mask(path) : value;
    if (Array.isArray(value)) return value.map((inner, at) => walk(inner, `${path}/${at}`));
    if (isExactNumber(value)) return value;
    return typeof value === "object" && value !== null ? walkMembers(value, path) : value;
  }

  function walkMembers(value: object, path: string): Record<string, unknown> {
    const isSecretHolder = holdsSecretValue(value);
    // Encrypted without even a placeholder: the whole value is unknown.
    if (isSecretHolder && !("value" in value)) unverifiable.push(path);
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]): [string, unknown] => {
        const place = `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
        const isSecret = (isSecretHolder && name === "value") || secretMembers.has(name.toLowerCase());
        if (isSecret && mayBeSecret(inner)) return [name, mask(place)];
        return [name, isSecretSetting(value, name) ? withMaskedValue(inner, place, mask) : walk(inner, place)];
      }),
    );
  }

  return { document: walkMembers(document, ""), unverifiable };
}

/** The locations of a document's secrets, masked or not. */
export const unverifiableIn = (document: Document): readonly string[] => maskSecrets(document).unverifiable;

const isMasked = (text: string) => /^\*{4,}$/.test(text);
const hasSecretForm = (text: string) => text.length >= 12 && secretForms.some((form) => form.test(text));
/** Null and booleans are no secrets; any other value under a secret name is, even a whole object. */
const mayBeSecret = (value: unknown) =>
  value !== null && value !== undefined && typeof value !== "boolean" && value !== "";

/** An encrypted OMA setting, or the settings catalog's own type for secrets. */
function holdsSecretValue(value: object): boolean {
  if ("isEncrypted" in value && value.isEncrypted === true) return true;
  const type = "@odata.type" in value ? value["@odata.type"] : undefined;
  return typeof type === "string" && type.endsWith("SecretSettingValue");
}

/** `simpleSettingValue` (or the collection) of a catalog setting whose definition marks it as a secret. */
function isSecretSetting(setting: object, name: string): boolean {
  if (name !== "simpleSettingValue" && name !== "simpleSettingCollectionValue") return false;
  const id = "settingDefinitionId" in setting ? setting.settingDefinitionId : undefined;
  return typeof id === "string" && secretDefinition.test(id);
}

function withMaskedValue(value: unknown, path: string, mask: (path: string) => string): unknown {
  if (Array.isArray(value)) return value.map((inner, at) => withMaskedValue(inner, `${path}/${at}`, mask));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === "value" && mayBeSecret(inner) ? mask(`${path}/value`) : inner,
    ]),
  );
}
