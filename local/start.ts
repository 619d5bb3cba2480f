import { enableCompileCache } from "node:module";

// Compiling the modules below takes half of a start, and a later start need not repeat it.
enableCompileCache();
const { dataDirOf, readStackConfig } = await import("./config.ts");
const { runStack } = await import("./runtime/run-stack.ts");

const say = (text: string) => process.stdout.write(`${text}\n`);

// Hide Node's warnings about experimental features.
process.removeAllListeners("warning");

try {
  const config = readStackConfig(process.env, process.argv.slice(2));
  const starting = runStack(config);
  let ending: Promise<void> | undefined;
  const end = () => {
    // A second Ctrl-C exits immediately.
    if (ending !== undefined) process.exit(130);
    ending = starting
      .then((stack) => stack.stop())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  if (config.endsWithInput) process.stdin.resume().once("end", end);

  const { description } = await starting;
  say(`Runtruth is ready at ${description.apiUrl}`);
  say(`Messages of alerts arrive at ${description.sink.url}`);
  // The commands use the default data directory unless another one is set.
  const elsewhere = config.dataDir === dataDirOf({}) ? "" : `LOCAL_DATA_DIR=${config.dataDir} `;
  say(`For a bearer token: ${elsewhere}npm run -s token -- operator`);
  say("Ctrl-C stops it.");
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
