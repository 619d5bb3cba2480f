/** Confirms a device code as a person does in a browser: opens the address, chooses a user and confirms. */
export async function confirmDevice(address: string, user: string): Promise<string> {
  const cookies = new Map<string, string>();

  async function visit(url: URL, form?: URLSearchParams): Promise<{ url: URL; page: string }> {
    const response = await fetch(url, {
      ...(form !== undefined && { method: "POST", body: form }),
      redirect: "manual",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    const target = response.headers.get("location");
    if (target !== null) return visit(new URL(target, url));
    return { url, page: await response.text() };
  }

  // The page of the address, the confirmation of the code, the choice of a user, and the result.
  let at = await visit(new URL(address));
  while (at.page.includes("<form")) {
    at = await (at.url.pathname.startsWith("/sign-in/")
      ? visit(at.url, new URLSearchParams({ user }))
      : visit(...submission(at)));
  }
  return at.page;
}

/** Where the only form of a page goes, with its hidden fields. */
function submission({ url, page }: { readonly url: URL; readonly page: string }): [URL, URLSearchParams] {
  const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1] ?? "";
  const fields = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return [
    new URL(action, url),
    new URLSearchParams(fields.map(([, name = "", value = ""]): [string, string] => [name, value])),
  ];
}
