import { synthesize } from "../../local/assembly/synthesize.ts";
import { readStackConfig } from "../../local/config.ts";
import { shortenedLanes } from "./timings.ts";

/** Makes both assemblies that the scenarios run, before several stacks ask for the same one at the same time. */
export async function setup(): Promise<void> {
  for (const context of [{}, shortenedLanes]) {
    const config = readStackConfig({ SYNTH_CONTEXT: JSON.stringify(context) }, []);
    await synthesize(config.root, config.context);
  }
}
