import { synthesize } from "../../local/assembly/synthesize.ts";
import { readStackConfig, repositoryRoot } from "../../local/config.ts";
import { buildConsole } from "../../local/console/build.ts";
import { shortenedLanes } from "./timings.ts";

/** Makes what all stacks of the scenarios run, before several of them ask for the same at the same time. */
export async function setup(): Promise<void> {
  const configs = [{}, shortenedLanes].map((context) =>
    readStackConfig({ SYNTH_CONTEXT: JSON.stringify(context) }, []),
  );
  await Promise.all([...configs.map(({ root, context }) => synthesize(root, context)), buildConsole(repositoryRoot)]);
}
