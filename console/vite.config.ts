import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { fontFiles } from "./font-files.ts";

// biome-ignore lint/style/noDefaultExport: vite reads its configuration from the default export.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), fontFiles()],
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
  },
});
