/** Fills the `{name}` placeholders of a text. A placeholder without a value stays, where tests detect it. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
