import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { verifierAlias } from "./verifier-alias.ts";

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}
label{display:block;font-weight:600}table{border-collapse:collapse;width:100%}th,td{border:1px solid #8d99a8;padding:.4rem .6rem;text-align:left;overflow-wrap:anywhere}
dt{font-weight:600}dd{margin:0 0 .5rem;overflow-wrap:anywhere}p.success,p.warning,p.error{border:2px solid;padding:.6rem;font-weight:600}
textarea{display:block;font:14px monospace;margin-bottom:1rem;max-width:100%;width:44rem}p.error,tr.danger td:nth-child(2){color:light-dark(#a82a0c,#ff7a6b)}p.success,tr.success td:nth-child(2){color:light-dark(#00702c,#5bd68b)}p.warning{color:light-dark(#855900,#fbd332)}`;

/**
 * The verifier of signed files as one HTML file that opens from a disk. Its policy lets it load and send nothing, and run
 * this one script only.
 */
export async function verifyPage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, "src/verify/standalone.ts")],
    alias: verifierAlias,
    bundle: true,
    write: false,
    minify: true,
    charset: "utf8",
    format: "iife",
    target: "es2022",
  });
  const script = (outputFiles[0]?.text ?? "").replaceAll("</script", "<\\/script");
  const digest = createHash("sha256").update(script).digest("base64");
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${digest}'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Verify a file</title>
<style>${style}</style>
</head>
<body>
<script>${script}</script>
</body>
</html>
`;
}

const [, , target] = process.argv;
if (import.meta.main && target !== undefined) writeFileSync(target, await verifyPage());
