/** Puts values into the `{name}` places of a text. A place without a value stays as it is, where a test will see it. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
