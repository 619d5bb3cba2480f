import { InfrastructureError } from "./infrastructure-error.ts";
import { operationsApp } from "./operations-app.ts";

try {
  operationsApp().synth();
} catch (error) {
  if (!(error instanceof InfrastructureError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
