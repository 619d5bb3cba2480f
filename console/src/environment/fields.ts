import type * as z from "zod";
import type { recordAnswer } from "../../../shared/contract/record-answer.ts";

/** A record. Fields besides its id depend on its kind, so each one is validated before it is shown. */
export type Stored = z.infer<typeof recordAnswer>;

export function textOf(holder: unknown, name: string): string | undefined {
  const value = fieldOf(holder, name);
  return typeof value === "string" ? value : undefined;
}

export function numberOf(holder: unknown, name: string): number | undefined {
  const value = fieldOf(holder, name);
  return typeof value === "number" ? value : undefined;
}

export function listOf(holder: unknown, name: string): readonly unknown[] {
  const value = fieldOf(holder, name);
  return Array.isArray(value) ? value : [];
}

export function fieldOf(holder: unknown, name: string): unknown {
  return typeof holder === "object" && holder !== null
    ? Object.entries(holder).find(([key]) => key === name)?.[1]
    : undefined;
}

/** Whether a record's field holds an instant. Decided by its name, never by its value. */
export const isInstantField = (name: string): boolean => name.endsWith("At");
