import { everyFault, faultSettings } from "../../simulation/faults.ts";
import { simulateEach } from "./in-process.ts";

simulateEach("alone and together", [...faultSettings.filter((setting) => Object.keys(setting).length < 2), everyFault]);
