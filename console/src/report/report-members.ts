type Names = Readonly<Record<string, string>>;
export type Row = Readonly<Record<string, unknown>>;

interface ReportWords {
  readonly facts: Names;
  readonly tables: Names;
  readonly columns: Names;
}
interface Labelled {
  readonly name: string;
  readonly label: string;
}

/** The members of a report's content that have a label, as facts and as tables, in the order of the labels. */
export function membersOf(content: unknown, { facts, tables, columns }: ReportWords) {
  const members = isRow(content) ? content : {};
  return {
    facts: labelled(facts).flatMap((label) => {
      const value = members[label.name];
      return value === undefined || isRow(value) ? [] : [{ ...label, value }];
    }),
    tables: labelled(tables).flatMap((label) => {
      const rows = members[label.name];
      if (!Array.isArray(rows)) return [];
      const shown = rows.filter(isRow);
      const used = new Set(shown.flatMap((row) => Object.keys(row)));
      return [{ ...label, rows: shown, columns: labelled(columns).filter(({ name }) => used.has(name)) }];
    }),
  };
}

export const isRow = (value: unknown): value is Row =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const labelled = (names: Names): Labelled[] => Object.entries(names).map(([name, label]) => ({ name, label }));
