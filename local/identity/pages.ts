/** A user who can sign in. */
export interface IdentityUser {
  /** The `sub` claim of the user's tokens. */
  readonly name: string;
  readonly description: string;
}

/** The sign-in page: choosing a user signs in, without a password. */
export function signInPage(users: readonly IdentityUser[], action: string): string {
  const choices = users.map(
    ({ name, description }) =>
      `<button name="user" value="${escapeHtml(name)}"><strong>${escapeHtml(name)}</strong><span>${escapeHtml(description)}</span></button>`,
  );
  return page("Sign in to Runtruth", `<form method="post" action="${escapeHtml(action)}">${choices.join("\n")}</form>`);
}

/** The sign-out page; `form` is the OpenID provider's hidden form. */
export function signOutPage(form: string): string {
  return page(
    "Sign out of Runtruth?",
    `${form}<button form="op.logoutForm" name="logout" value="yes">Sign out</button>`,
  );
}

/** The page that asks for the code of a device; `form` is the OpenID provider's form without a button. */
export function deviceCodePage(form: string, error: string | undefined): string {
  const said = error === undefined ? "" : `<p>${escapeHtml(error)}</p>`;
  return page(
    "Enter the code of your device",
    `${said}${form}<button form="op.deviceInputForm" type="submit">Continue</button>`,
  );
}

/** The page that asks whether a client with this code may sign in. */
export function deviceConfirmPage(form: string, clientId: string, code: string): string {
  return page(
    `Sign in ${clientId}?`,
    `<p>It must show the code <strong>${escapeHtml(code)}</strong>.</p>${form}
<button form="op.deviceConfirmForm" type="submit" autofocus>Sign in</button>
<button form="op.deviceConfirmForm" type="submit" name="abort" value="yes">Refuse</button>`,
  );
}

/** A page with a single message. */
export function messagePage(title: string, text: string): string {
  return page(title, `<p>${escapeHtml(text)}</p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; font-family: system-ui, sans-serif; }
main { max-width: 28rem; margin: 12vh auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; }
button { display: block; width: 100%; margin: 0.5rem 0; padding: 0.75rem 1rem; text-align: start; font: inherit; cursor: pointer; }
button span { display: block; opacity: 0.8; font-size: 0.9rem; }
</style>
</head>
<body><main><h1>${escapeHtml(title)}</h1>
${body}
</main></body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
