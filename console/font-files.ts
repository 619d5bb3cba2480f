import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Plugin } from "vite";

const folder = path.resolve(import.meta.dirname, "../node_modules/.cache/console-fonts");
const embedded = /url\('data:font\/woff2;base64,([^']+)'\)/g;
/** The faces of ordinary and bold text and of placeholders: on every page. */
const preloaded = ["regular-normal", "bold-normal", "regular-italic"] as const;
const weights: Readonly<Record<string, string>> = { 300: "light", 400: "regular", 700: "bold", 800: "extra-bold" };

/**
 * Takes the fonts out of the style sheet of the components, where they are half of all its bytes: a browser loads only
 * the faces that a page shows. Those that each page shows are requested with the first style sheet. A face that
 * comes too late is not shown before the next page load, so that no text moves.
 */
export function fontFiles(): Plugin {
  return {
    name: "font-files",
    enforce: "pre",
    transform: {
      filter: { id: /global-styles\/index\.css$/ },
      handler: (css) =>
        css.replace(/@font-face \{[^}]*\}/g, (face) =>
          face.replace("{", "{ font-display: optional;").replace(embedded, (_, content: string) => {
            const file = path.join(folder, nameOf(face, content));
            mkdirSync(folder, { recursive: true });
            writeFileSync(file, Buffer.from(content, "base64"));
            return `url(${file})`;
          }),
        ),
    },
    transformIndexHtml: {
      order: "post",
      handler: (_, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((name) => preloaded.some((face) => path.basename(name).startsWith(face)))
          .map((name) => ({
            tag: "link",
            attrs: { rel: "preload", href: `/${name}`, as: "font", type: "font/woff2", crossorigin: "" },
            injectTo: "head-prepend",
          })),
    },
  };
}

function nameOf(face: string, content: string): string {
  const weight = /font-weight: (\d+)/.exec(face)?.[1] ?? "";
  const style = /font-style: (\w+)/.exec(face)?.[1] ?? "";
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8);
  return `${weights[weight] ?? weight}-${style}-${hash}.woff2`;
}
