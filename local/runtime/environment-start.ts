import { enableCompileCache } from "node:module";

// Compiling takes a third of a load, and each further environment of a function need not repeat it.
enableCompileCache();
await import("./environment-thread.ts");
