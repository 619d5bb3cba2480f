/** Members that every setting of the settings catalog has; its definition already names it. */
const plain = new Set(["settings", "children", "value"]);

/** The name of a setting for people: its path without the members that every setting has. */
export function settingNameOf(path: readonly string[], orderName: string): string {
  const parts = path.map((part) => (part === "[order]" ? orderName : part));
  // An empty list of children is a row of its own beside the value of its setting.
  const named = parts.filter((part, place) => !plain.has(part) || (part === "children" && place === parts.length - 1));
  return (named.length > 0 ? named : parts).join(" › ");
}

/** A value without the definition that the settings catalog repeats in each choice: `…_encryption_1` as `1`. */
export function shortValueOf(path: readonly string[], value: string): string {
  const definition = path.findLast((part) => part.length > 0 && value.startsWith(`${part}_`));
  return definition === undefined ? value : value.slice(definition.length + 1);
}
