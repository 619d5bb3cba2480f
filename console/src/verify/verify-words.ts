import { verify as german } from "../words/de/verify.ts";
import { verify as english } from "../words/en/verify.ts";

export type VerifyWords = typeof english;

const words: Readonly<Record<"en" | "de", VerifyWords>> = { en: english, de: german };

/** The texts of the verifier, which no other page needs. */
export const verifyWordsOf = (locale: "en" | "de"): VerifyWords => words[locale];
