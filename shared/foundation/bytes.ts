const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A text as UTF-8, and back. They work in a browser, where there is no `Buffer`. */
export const utf8Bytes = (text: string): Uint8Array => encoder.encode(text);
export const utf8Text = (bytes: Uint8Array | undefined): string => decoder.decode(bytes);
