import { simulateHalf } from "./in-process.ts";

simulateHalf("first half", 0);
