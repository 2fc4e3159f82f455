/** The engine's mark of a secret: a provider that wraps a value in it gets the value stored encrypted, and plain again later. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** A value that is encrypted in state and hidden in every display. */
export function wrapSecret(value: unknown): unknown {
  return { [signatureKey]: secretSignature, value };
}
