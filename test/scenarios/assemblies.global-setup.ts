import { synthesize } from "../../local/assembly/synthesize.ts";
import { readStackConfig, repositoryRoot } from "../../local/config.ts";
import { buildConsole } from "../../local/console/build.ts";
import { shortenedLanes } from "./timings.ts";

/** Synthesizes the assemblies of all scenario stacks once, before several stacks request them concurrently. */
export async function setup(): Promise<void> {
  const configs = [{}, shortenedLanes].map((context) =>
    readStackConfig({ SYNTH_CONTEXT: JSON.stringify(context) }, []),
  );
  await Promise.all([...configs.map(({ root, context }) => synthesize(root, context)), buildConsole(repositoryRoot)]);
}
