import { faultSettings } from "../../simulation/faults.ts";
import { simulateEach } from "./in-process.ts";

simulateEach(
  "pairs",
  faultSettings.filter((setting) => Object.keys(setting).length === 2),
);
