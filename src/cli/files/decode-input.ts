/** The text of what another program printed: UTF-8, or UTF-16 as Windows PowerShell redirects it; a byte order mark is left out. */
export function decodeInput(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8").decode(bytes);
}
