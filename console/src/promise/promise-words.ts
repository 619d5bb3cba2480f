import { promises as german } from "../words/de/promises.ts";
import { promises as english } from "../words/en/promises.ts";
import { usePageWords } from "../words/page-words.ts";

const texts = { en: english, de: german };

/** The language of the reader with the texts of promises, which no other page needs. */
export const usePromiseWords = () => usePageWords(texts);
