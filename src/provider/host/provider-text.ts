/** A diff, and the parts of its arguments that hold the text of the provider. */
interface Compared<T> {
  readonly olds: { readonly __provider?: string };
  readonly news: { readonly __provider?: string };
  readonly answer: T;
}

/**
 * The answer of a diff for the host of dynamic providers, which finds the provider in the recorded outputs: where the plugin wrote them they have
 * none, and an update, which sends no write, puts it there.
 */
export function withProviderText<T extends { readonly changes?: boolean }>({ olds, news, answer }: Compared<T>): T {
  const isMissing = olds.__provider === undefined && news.__provider !== undefined;
  return isMissing && answer.changes === false ? { ...answer, changes: true } : answer;
}
