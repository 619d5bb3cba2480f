import { asDeployed, type Switches, workloads } from "./deployment.ts";
import { billOf, totalOf } from "./model.ts";
import { prices } from "./prices.ts";

/** The settings that lower the bill, each with what a month then lacks. */
const switches: readonly { readonly setting: string; readonly to: Partial<Switches>; readonly lacks: string }[] = [
  {
    setting: '`tracing: "pass-through"`',
    to: { tracing: "pass-through" },
    lacks: "traces of requests that no caller marks",
  },
  { setting: "`webAclArn: null`", to: { hasFirewall: false }, lacks: "the firewall; throttling and sign-in remain" },
  { setting: "`canary: null`", to: { hasCanary: false }, lacks: "the only alarm that sees what users see" },
  {
    setting: '`logLevel: "WARN"`',
    to: { logLevel: "WARN" },
    lacks: "the lines of runs without a problem; metrics remain",
  },
  {
    setting: '`identity: { kind: "oidc" }`',
    to: { hasUserPool: false },
    lacks: "the user pool; your issuer bills instead",
  },
];

const money = (dollars: number) => `$${dollars.toFixed(2)}`;
const count = (quantity: number) =>
  quantity >= 1_000_000
    ? `${(quantity / 1_000_000).toFixed(2)} million`
    : new Intl.NumberFormat("en-US", { maximumFractionDigits: quantity < 100 ? 2 : 0 }).format(quantity);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function billTable(name: keyof typeof workloads): string {
  const lines = billOf(workloads[name]);
  return table(
    ["", "Quantity", "A month"],
    [
      ...lines.map(({ what, quantity, dollars }) => [what, count(quantity), money(dollars)]),
      ["**total**", "", `**${money(totalOf(lines))}**`],
    ],
  );
}

/** What schedules, promises and alerts add to an idle month. */
function scheduledTable(): string {
  const idle = new Map(billOf(workloads.idle).map(({ what, dollars }) => [what, dollars]));
  const added = billOf(workloads.scheduled)
    .map((line) => ({ ...line, dollars: line.dollars - (idle.get(line.what) ?? 0) }))
    .filter(({ dollars }) => dollars >= 0.005);
  return table(
    ["Added to an idle month", "A month"],
    [...added.map(({ what, dollars }) => [what, money(dollars)]), ["**total**", `**${money(totalOf(added))}**`]],
  );
}

function switchTable(): string {
  const total = (name: keyof typeof workloads, to: Switches) => totalOf(billOf(workloads[name], to));
  return table(
    ["Setting", "Saves in an idle month", "in a busy month", "Then there is no"],
    switches.map(({ setting, to, lacks }) => {
      const saved = (name: keyof typeof workloads) =>
        money(total(name, asDeployed) - total(name, { ...asDeployed, ...to }));
      return [setting, saved("idle"), saved("busy"), lacks];
    }),
  );
}

function priceTable(): string {
  return table(
    ["Price", "for", "Source", "As of"],
    Object.values(prices).map(({ dollars, per, unit, source, asOf }) => [
      `$${dollars}`,
      `${per === 1 ? "" : `${count(per)} `}${unit}`,
      source,
      asOf,
    ]),
  );
}

/** The generated parts of docs/cost.md, by the name of their markers. */
export const costParts = {
  idle: () => billTable("idle"),
  busy: () => billTable("busy"),
  scheduled: () => scheduledTable(),
  switches: switchTable,
  prices: priceTable,
} as const;

/** The page with its generated parts replaced. Throws when a marker is missing. */
export function withCostParts(page: string): string {
  return Object.entries(costParts).reduce((text, [name, part]) => {
    const [start, end] = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`];
    const from = text.indexOf(start);
    const to = text.indexOf(end);
    if (from < 0 || to < from) throw new Error(`docs/cost.md has no part ${name}.`);
    return text.slice(0, from + start.length) + part() + text.slice(to);
  }, page);
}
