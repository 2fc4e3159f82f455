import { renderProblems, type Problems } from "../../core/problem";

/** An error that keeps what was done: the engine saves `properties` as the resource's outputs and shows `reasons`, one for each problem. */
export class PartialFailure extends Error {
  readonly reasons: string[];

  /** The host adds no `__provider` to the properties of an error; without it the resource could not be deleted. */
  constructor(
    readonly id: string,
    readonly properties: Record<string, unknown>,
    { title, problems }: Problems,
  ) {
    const reasons = problems.map((problem, index) =>
      renderProblems({ title: index === 0 ? title : undefined, problems: [problem] }),
    );
    super(reasons[0]);
    this.reasons = reasons;
  }
}
