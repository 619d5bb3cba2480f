/** Plots as plain SVG: readable in light and dark colour schemes, and deterministic. */

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The colour index; bars of one kind share it. */
  readonly kind: number;
}

interface BarChart {
  readonly title: string;
  readonly unit: string;
  readonly bars: readonly Bar[];
  /** A limit line with its label. */
  readonly goal?: { readonly value: number; readonly label: string };
  /** The legend, in the order of the colours. */
  readonly kinds?: readonly string[];
  /** Logarithmic scale, for values that differ by orders of magnitude. */
  readonly logarithmic?: boolean;
}

interface LineChart {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly lines: readonly { readonly name: string; readonly points: readonly (readonly [x: number, y: number])[] }[];
}

const colours = [
  "#2a7de1",
  "#d1495b",
  "#8a8f98",
  "#3a9d6e",
  "#b07d2b",
  "#7a5bbf",
  "#1f9aa8",
  "#e08a1e",
  "#5d6b2f",
  "#b5489a",
  "#12407f",
  "#7d2130",
  "#55595f",
];
const width = 760;
const labelWidth = 300;
const rowHeight = 24;

const style =
  "<style>text{font:13px system-ui,sans-serif;fill:#222}.grid{stroke:#ccc;stroke-width:1}.goal{stroke:#222;stroke-dasharray:5 4}" +
  "@media(prefers-color-scheme:dark){text{fill:#ddd}.grid{stroke:#444}.goal{stroke:#ddd}}</style>";

/** Horizontal bars with their values. */
export function barChart({ title, unit, bars, goal, kinds = [], logarithmic = false }: BarChart): string {
  const top = 44 + (kinds.length > 0 ? 22 : 0);
  const height = top + bars.length * rowHeight + 30;
  const room = width - labelWidth - 90;
  const most = Math.max(...bars.map(({ value }) => value), goal?.value ?? 0);
  const least = Math.min(...bars.map(({ value }) => value).filter((value) => value > 0)) / 2;
  const lengthOf = (value: number) => {
    if (value <= 0) return 0;
    return (logarithmic ? Math.log(value / least) / Math.log(most / least) : value / most) * room;
  };
  const rows = bars.map(({ label, value, kind }, at) => {
    const y = top + at * rowHeight;
    const length = lengthOf(value);
    return (
      text(labelWidth - 8, y + 15, label, "end") +
      `<rect x="${labelWidth}" y="${y + 3}" width="${length.toFixed(1)}" height="${rowHeight - 8}" fill="${colourOf(kind)}"/>` +
      text(labelWidth + length + 6, y + 15, shortNumber(value))
    );
  });
  const goalLine =
    goal === undefined
      ? ""
      : upright(labelWidth + lengthOf(goal.value), top - 4, height - 26, "goal") +
        text(labelWidth + lengthOf(goal.value), height - 10, goal.label, "middle");
  const scale = logarithmic ? `${unit}, logarithmic` : unit;
  return page(height, [text(12, 22, `${title} (${scale})`), legend(kinds, 44), ...rows, goalLine]);
}

/** Lines on two logarithmic axes: the slope is the growth exponent. */
export function lineChart({ title, x, y, lines }: LineChart): string {
  const names = lines.map(({ name }) => name);
  const top = 50 + legendRows(names) * legendRowHeight;
  const [left, right, bottom] = [70, width - 20, top + 310];
  const points = lines.flatMap((line) => line.points).filter(([, value]) => value > 0);
  const [xs, ys] = [points.map((point) => point[0]), points.map((point) => point[1])];
  const spanX = decades(xs);
  const spanY = decades(ys);
  const placeX = (value: number) =>
    left + ((Math.log10(value) - spanX.from) / (spanX.to - spanX.from)) * (right - left);
  const placeY = (value: number) =>
    bottom - ((Math.log10(value) - spanY.from) / (spanY.to - spanY.from)) * (bottom - top);
  const grid = [
    ...ticks(spanX).map(
      (value) =>
        upright(placeX(value), top, bottom, "grid") + text(placeX(value), bottom + 18, shortNumber(value), "middle"),
    ),
    ...ticks(spanY).map(
      (value) => level(left, right, placeY(value)) + text(left - 6, placeY(value) + 4, shortNumber(value), "end"),
    ),
  ];
  const drawn = lines.map((line, at) => {
    const path = line.points
      .filter(([, value]) => value > 0)
      .map(([px, py]) => `${placeX(px).toFixed(1)},${placeY(py).toFixed(1)}`);
    const dots = path.map(
      (point) => `<circle cx="${point.split(",")[0]}" cy="${point.split(",")[1]}" r="3" fill="${colourOf(at)}"/>`,
    );
    return `<polyline points="${path.join(" ")}" fill="none" stroke="${colourOf(at)}" stroke-width="2"/>${dots.join("")}`;
  });
  return page(bottom + 50, [
    text(12, 22, `${title} (${y}, both axes logarithmic)`),
    legend(names, 44),
    ...grid,
    ...drawn,
    text((left + right) / 2, bottom + 38, x, "middle"),
  ]);
}

const colourOf = (kind: number) => colours[kind % colours.length] ?? "#888";

const legendRowHeight = 20;

/** The legend, wrapped over several lines when necessary. */
function placesOf(names: readonly string[]) {
  let [x, row] = [12, 0];
  return names.map((name) => {
    const needed = 34 + name.length * 7;
    if (x + needed > width) [x, row] = [12, row + 1];
    const place = { name, x, row };
    x += needed;
    return place;
  });
}

const legendRows = (names: readonly string[]) => (placesOf(names).at(-1)?.row ?? -1) + 1;

function legend(names: readonly string[], top: number): string {
  return placesOf(names)
    .map(({ name, x, row }, at) => {
      const y = top + row * legendRowHeight;
      return `<rect x="${x}" y="${y - 11}" width="12" height="12" fill="${colourOf(at)}"/>${text(x + 17, y, name)}`;
    })
    .join("");
}

/** Powers of ten around the values, at least one apart. */
function decades(values: readonly number[]): { readonly from: number; readonly to: number } {
  const from = Math.floor(Math.log10(Math.min(...values)));
  const to = Math.ceil(Math.log10(Math.max(...values)));
  return { from, to: Math.max(to, from + 1) };
}

const ticks = ({ from, to }: { readonly from: number; readonly to: number }) =>
  Array.from({ length: to - from + 1 }, (_, at) => 10 ** (from + at));

function shortNumber(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(3))} M`;
  if (value >= 1e4) return `${Number((value / 1e3).toPrecision(3))} k`;
  return String(Number(value.toPrecision(3)));
}

const upright = (x: number, from: number, to: number, kind: string) =>
  `<line x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="${from}" y2="${to}" class="${kind}"/>`;
const level = (from: number, to: number, y: number) =>
  `<line x1="${from}" x2="${to}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}" class="grid"/>`;

function text(x: number, y: number, value: string, anchor: "start" | "middle" | "end" = "start"): string {
  const safe = value.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${safe}</text>`;
}

function page(height: number, parts: readonly string[]): string {
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`;
  return `${open}${style}${parts.join("\n")}</svg>\n`;
}
