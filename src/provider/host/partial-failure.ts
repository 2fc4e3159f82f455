/** An error that keeps what was done: the engine saves `properties` as the resource's outputs and shows `reasons`. */
export class PartialFailure extends Error {
  /** The host adds no `__provider` to the properties of an error; without it the resource could not be deleted. */
  constructor(
    readonly id: string,
    readonly properties: Record<string, unknown>,
    readonly reasons: string[],
  ) {
    super(reasons[0] ?? "some values were not written");
  }
}
