import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { fontFiles } from "./font-files.ts";
import { verifierAlias } from "./verifier-alias.ts";

// biome-ignore lint/style/noDefaultExport: vite reads its configuration from the default export.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), fontFiles()],
  resolve: { alias: verifierAlias },
  // What the content security policy forbids is not made: no script and no picture inside the page itself.
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: "build.json",
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
    // What most pages share is one file: sixty small ones compress a twentieth worse, and each is a request.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "shared", minShareCount: 10 }] } } },
  },
});
