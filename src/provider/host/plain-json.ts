/** The same data without `undefined`. */
export function plainJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
