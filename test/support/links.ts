import { createArtifactLinks } from "../../functions/operations-api/artifact-links.ts";
import { localAws } from "./table.ts";

/** Links to a store that nothing serves: tests read what they are signed for. */
export const testLinks = createArtifactLinks({
  url: "https://artifacts.example",
  region: localAws.region,
  credentials: async () => localAws.credentials,
});
