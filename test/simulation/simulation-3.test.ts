import { simulatePart } from "./part.ts";

simulatePart(2);
