import { accounts as german } from "../words/de/accounts.ts";
import { accounts as english } from "../words/en/accounts.ts";
import { usePageWords } from "../words/page-words.ts";

const texts = { en: english, de: german };

/** The language of the reader with the texts of accounts, which no page but that of members needs. */
export const useAccountWords = () => usePageWords(texts);
