import type { Value } from "../../local/engines/table/value-types.ts";
import type { Placeholders, Random } from "./random.ts";

const texts = ["a", "ab", "abc", "b", "zz", "Ärger", ""] as const;
const numbers = ["0", "1", "2", "-3", "10", "1.5", "7", "0.25"] as const;

/** Random values and expressions over them. */
export function randomExpressions(random: Random) {
  const text = (): Value => ({ S: random.pick(texts) });
  const number = (): Value => ({ N: random.pick(numbers) });
  const some = <Of>(options: readonly Of[]) => {
    const chosen = options.filter(() => random.chance(0.5));
    return chosen.length > 0 ? chosen : [random.pick(options)];
  };
  const textSet = (): Value => ({ SS: some(texts.filter((one) => one !== "")) });
  const numberSet = (): Value => ({ NS: some(numbers) });
  const list = (): Value => ({ L: [text(), number(), { BOOL: true }].slice(0, random.below(4)) });
  const map = (): Value => ({
    M: { ...(random.chance(0.7) && { x: number() }), ...(random.chance(0.5) && { y: text() }) },
  });
  const scalar = () =>
    random.pick([text, number, () => ({ BOOL: random.chance(0.5) }), () => ({ NULL: true as const })])();
  const any = () => random.pick([text, number, textSet, numberSet, list, map, scalar])();
  /** Item sizes stay away from kilobyte boundaries, because the engines' number sizes differ by a byte. */
  const filler = (): Value => ({ S: "f".repeat(random.pick([10, 400, 1500, 2600, 4600])) });

  const attributes: Record<string, () => Value> = {
    s: text,
    n: number,
    l: list,
    m: map,
    ss: textSet,
    ns: numberSet,
    x: any,
    fill: filler,
    grp: () => ({ S: random.pick(["g1", "g2"]) }),
    ord: () => ({ N: String(random.below(100_000)) }),
    status: text,
  };

  function path(to: Placeholders): string {
    const kind = random.below(12);
    if (kind === 0) return `${to.name("m")}.x`;
    if (kind === 1) return `${to.name("m")}.${to.name("y")}`;
    if (kind === 2) return `${to.name("l")}[${random.below(3)}]`;
    if (kind === 3) return to.name("absent");
    return to.name(random.pick(["s", "n", "l", "m", "ss", "ns", "x", "grp", "ord", "status"]));
  }

  function predicate(to: Placeholders): string {
    const at = () => path(to);
    const makes: (() => string)[] = [
      () => `${at()} ${random.pick(["=", "<>"])} ${to.value(any())}`,
      () => `${at()} ${random.pick(["<", "<=", ">", ">="])} ${to.value(random.pick([text, number])())}`,
      () => `attribute_exists(${at()})`,
      () => `attribute_not_exists(${at()})`,
      () => `attribute_type(${at()}, ${to.value({ S: random.pick(["S", "N", "L", "M", "SS", "BOOL", "NULL"]) })})`,
      () => `begins_with(${at()}, ${to.value(text())})`,
      () => `contains(${at()}, ${to.value(scalar())})`,
      // ASCII only: the engines disagree about the length of other text.
      () => `size(${to.name(random.pick(["l", "m", "ss", "ns", "n", "fill"]))}) >= ${to.value({ N: "2" })}`,
      () => `${at()} IN (${to.value(scalar())}, ${to.value(scalar())})`,
      () => `${at()} BETWEEN ${to.value({ N: "0" })} AND ${to.value({ N: "7" })}`,
      () => `${to.name("s")} = ${to.name("status")}`,
    ];
    return random.pick(makes)();
  }

  function condition(to: Placeholders, depth = 2): string {
    if (depth === 0 || random.chance(0.4)) return predicate(to);
    const kind = random.below(3);
    if (kind === 0) return `NOT (${predicate(to)})`;
    return `${group(to, depth - 1)} ${kind === 1 ? "AND" : "OR"} ${group(to, depth - 1)}`;
  }

  function group(to: Placeholders, depth: number): string {
    const inner = condition(to, depth);
    return / (AND|OR) /.test(inner) ? `(${inner})` : inner;
  }

  function update(to: Placeholders): { expression: string; guards: string[] } {
    const guards: string[] = [];
    // Guarded, because the engines differ for missing parents of a nested path and for writes beyond the end of a list.
    const inMap = () => {
      guards.push(`attribute_exists(${to.name("m")})`);
      return `${to.name("m")}.x`;
    };
    const inList = () => {
      guards.push(`size(${to.name("l")}) > ${to.value({ N: "0" })}`);
      return `${to.name("l")}[0]`;
    };
    const clauses: Record<string, (() => string)[]> = {
      s: [() => `SET ${to.name("s")} = ${to.value(text())}`, () => `REMOVE ${to.name("s")}`],
      n: [
        () => `SET ${to.name("n")} = if_not_exists(${to.name("n")}, ${to.value(number())}) + ${to.value(number())}`,
        () => `SET ${to.name("n")} = ${to.name("n")} - ${to.value(number())}`,
        () => `ADD ${to.name("n")} ${to.value(number())}`,
        () => `REMOVE ${to.name("n")}`,
      ],
      l: [
        () =>
          `SET ${to.name("l")} = list_append(if_not_exists(${to.name("l")}, ${to.value({ L: [] })}), ${to.value(list())})`,
        () => `SET ${to.name("l")} = list_append(${to.name("l")}, ${to.value(list())})`,
        () => `SET ${inList()} = ${to.value(scalar())}`,
        () => `REMOVE ${inList()}`,
        () => `SET ${to.name("l")} = ${to.value(list())}`,
      ],
      m: [
        () => `SET ${inMap()} = ${to.value(number())}`,
        () => `ADD ${inMap()} ${to.value({ N: "1" })}`,
        () => `REMOVE ${inMap()}`,
        () => `SET ${to.name("m")} = ${to.value(map())}`,
      ],
      ss: [
        () => `ADD ${to.name("ss")} ${to.value(textSet())}`,
        () => `DELETE ${to.name("ss")} ${to.value(textSet())}`,
        () => `DELETE ${to.name("ss")} ${to.value(numberSet())}`,
      ],
      ns: [
        () => `ADD ${to.name("ns")} ${to.value(numberSet())}`,
        () => `DELETE ${to.name("ns")} ${to.value(numberSet())}`,
      ],
      x: [
        () => `SET ${to.name("x")} = ${to.value(any())}`,
        () => `SET ${to.name("x")} = ${path(to)}`,
        () => `ADD ${to.name("x")} ${to.value(number())}`,
        () => `REMOVE ${to.name("x")}`,
      ],
      fill: [() => `SET ${to.name("fill")} = ${to.value(filler())}`, () => `REMOVE ${to.name("fill")}`],
      grp: [
        () => `SET ${to.name("grp")} = ${to.value({ S: random.pick(["g1", "g2"]) })}`,
        () => `REMOVE ${to.name("grp")}`,
      ],
      ord: [
        () => `SET ${to.name("ord")} = ${to.value({ N: String(random.below(100_000)) })}`,
        () => `REMOVE ${to.name("ord")}`,
      ],
    };
    const chosen = some(Object.keys(clauses)).slice(0, 3);
    const written =
      chosen.flatMap((name) => clauses[name] ?? []).length > 0
        ? chosen.map((name) => random.pick(clauses[name] ?? [])())
        : [];
    const expression = ["SET", "REMOVE", "ADD", "DELETE"]
      .map((word) => written.filter((one) => one.startsWith(`${word} `)).map((one) => one.slice(word.length + 1)))
      .map((parts, at) => (parts.length === 0 ? "" : `${["SET", "REMOVE", "ADD", "DELETE"][at]} ${parts.join(", ")}`))
      .filter((clause) => clause !== "")
      .join(" ");
    return { expression, guards };
  }

  return { attributes, text, scalar, some, condition, group, update };
}
