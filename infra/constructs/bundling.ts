import { fileURLToPath } from "node:url";
import type { BuildOptions } from "esbuild";

const standIn = (name: string) => fileURLToPath(new URL(`../../functions/stand-ins/${name}.ts`, import.meta.url));

/**
 * Parts of packages that no Lambda uses and every bundle would hold, each with the file that takes its place.
 * Whoever reaches one after all gets an error that says so. See docs/adr/0006-what-a-bundle-leaves-out.md.
 */
const standIns: Record<string, string> = {
  "@aws-sdk/credential-provider-node": standIn("credentials"),
  "@aws-sdk/endpoint-cache": standIn("endpoint-cache"),
  "@smithy/core/event-streams": standIn("event-streams"),
  "node:http": standIn("node-http"),
};

/** How the code of a Lambda becomes one file, in esbuild's own words; what weighs a bundle uses the same. */
export const bundleOptions = {
  bundle: true,
  minify: true,
  platform: "node",
  target: "node24",
  format: "esm",
  mainFields: ["module", "main"],
  alias: standIns,
  // Some packages are CommonJS inside and ask for built-in modules at run time.
  banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
} satisfies BuildOptions;

/** The stand-ins as esbuild takes them on its command line. */
export const standInArguments: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(standIns).map(([name, file]) => [`--alias:${name}`, file]),
);
