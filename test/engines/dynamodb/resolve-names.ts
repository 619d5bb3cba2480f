import type { Condition, Operand, Path, Source, Update } from "./syntax.ts";

/** The attribute name of a name placeholder; a literal name stands for itself. */
export type NameOf = (part: string) => string;

export function namePath(path: Path, nameOf: NameOf): Path {
  return path.map((part) => (typeof part === "string" ? nameOf(part) : part));
}

function nameOperand(operand: Operand, nameOf: NameOf): Operand {
  return operand.kind === "value" ? operand : { ...operand, path: namePath(operand.path, nameOf) };
}

/** A condition with attribute names instead of placeholders. */
export function nameCondition(condition: Condition, nameOf: NameOf): Condition {
  const operand = (one: Operand) => nameOperand(one, nameOf);
  switch (condition.kind) {
    case "and":
    case "or":
      return {
        ...condition,
        left: nameCondition(condition.left, nameOf),
        right: nameCondition(condition.right, nameOf),
      };
    case "not":
      return { ...condition, of: nameCondition(condition.of, nameOf) };
    case "compare":
      return { ...condition, left: operand(condition.left), right: operand(condition.right) };
    case "between": {
      const { of, low, high } = condition;
      return { ...condition, of: operand(of), low: operand(low), high: operand(high) };
    }
    case "in":
      return { ...condition, of: operand(condition.of), options: condition.options.map(operand) };
    case "call":
      return { ...condition, arguments: condition.arguments.map(operand) };
    default:
      return condition satisfies never;
  }
}

function nameSource(source: Source, nameOf: NameOf): Source {
  switch (source.kind) {
    case "value":
      return source;
    case "path":
      return { ...source, path: namePath(source.path, nameOf) };
    case "if_not_exists": {
      const { path, otherwise } = source;
      return { ...source, path: namePath(path, nameOf), otherwise: nameSource(otherwise, nameOf) };
    }
    case "list_append":
    case "+":
    case "-":
      return { ...source, left: nameSource(source.left, nameOf), right: nameSource(source.right, nameOf) };
    default:
      return source satisfies never;
  }
}

/** An update with attribute names instead of placeholders. */
export function nameUpdate(update: Update, nameOf: NameOf): Update {
  const path = (one: Path) => namePath(one, nameOf);
  return {
    set: update.set.map((clause) => ({ path: path(clause.path), source: nameSource(clause.source, nameOf) })),
    remove: update.remove.map(path),
    add: update.add.map((clause) => ({ ...clause, path: path(clause.path) })),
    delete: update.delete.map((clause) => ({ ...clause, path: path(clause.path) })),
  };
}
