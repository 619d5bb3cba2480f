import { execFileSync } from "node:child_process";
import * as z from "zod";

const locked = z.object({
  packages: z.record(
    z.string(),
    z.object({
      name: z.string().optional(),
      version: z.string().default(""),
      dev: z.boolean().default(false),
      devOptional: z.boolean().default(false),
      optional: z.boolean().default(false),
    }),
  ),
});
const bom = z.looseObject({
  metadata: z.looseObject({ component: z.looseObject({ "bom-ref": z.string() }) }),
  components: z.array(z.looseObject({ "bom-ref": z.string() })),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).default([]) })),
});

/** A package of the lock file, as `name@version`. */
const refOf = (path: string, version: string) => `${path.split("node_modules/").at(-1)}@${version}`;

/** The packages of a lock file that may be shipped, as `name@version`: neither development nor optional ones. */
export function shippedRefs(lockText: string): ReadonlySet<string> {
  const { packages } = locked.parse(JSON.parse(lockText));
  return new Set(
    Object.entries(packages)
      .filter(([path, { dev, devOptional, optional }]) => path !== "" && !dev && !devOptional && !optional)
      .map(([path, { version }]) => refOf(path, version)),
  );
}

/**
 * The bill of materials of shipped packages. npm lists all packages and the lock file selects: `npm sbom --omit=dev`
 * would also omit packages that a development package shares with the bundles. Throws when npm's list lacks a shipped
 * package.
 */
export function bomOfLock(root: string, lockText: string) {
  const shipped = shippedRefs(lockText);
  const all = execFileSync("npm", ["sbom", "--package-lock-only", "--sbom-format=cyclonedx"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const { metadata, components, dependencies, ...rest } = bom.parse(JSON.parse(all));
  const isShipped = (ref: string) => shipped.has(ref);
  const listed = components.filter((one) => isShipped(one["bom-ref"]));
  const missing = [...shipped].filter((ref) => !listed.some((one) => one["bom-ref"] === ref));
  if (missing.length > 0) throw new Error(`npm lists no ${missing.join(", ")}: run npm ci and try again`);
  const own = metadata.component["bom-ref"];
  return {
    ...rest,
    metadata,
    components: listed,
    dependencies: dependencies
      .filter(({ ref }) => ref === own || isShipped(ref))
      .map((one) => ({ ...one, dependsOn: one.dependsOn.filter(isShipped) })),
  };
}
