/**
 * The console's content security policy: only its own origin and the sign-in's. Scripts and styles come from files only.
 * Images may also be `data:` URLs, which the design system uses for icons. Framing is forbidden.
 */
export function contentSecurityPolicy(signInOrigins: readonly string[]): string {
  const directives: Readonly<Record<string, string>> = {
    "default-src": "'self'",
    "connect-src": ["'self'", ...signInOrigins].join(" "),
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
  };
  return Object.entries(directives)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join("; ");
}
