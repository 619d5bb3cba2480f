/**
 * What a browser may do with the console's pages: run and fetch what comes from the console's own origin, talk to the
 * sign-in beside it, and nothing else. Scripts and styles come from files only. Pictures may also be written into a
 * style sheet (`data:`), as the design system's icons are. No page may frame it.
 */
export function contentSecurityPolicy(signInOrigins: readonly string[]): string {
  const directives: Readonly<Record<string, string>> = {
    "default-src": "'self'",
    "connect-src": ["'self'", ...signInOrigins].join(" "),
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
  };
  return Object.entries(directives)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join("; ");
}
