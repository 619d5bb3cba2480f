import { simulateHalf } from "./in-process.ts";

simulateHalf("second half", 1);
