/** What this run has told already, and what a check has decided that only a later verb can act on. */
import type { Problems } from "../../core/problem";

/** The words and decisions of one run. */
export class Told {
  private readonly told = new Set<string>();
  private readonly refusals = new Map<string, Problems>();
  private readonly doubts = new Map<string, (outputs: unknown) => Problems | undefined>();
  private readonly guarded = new Map<string, boolean>();

  /** Answers whether this is said for the first time in this process, and remembers it. */
  isFirst(urn: string, what: string): boolean {
    return this.told.size < this.told.add(`${urn}\n${what}`).size;
  }

  /** Remembers why the apply of a resource must fail, for a check that must not fail itself. */
  rememberRefusal(urn: string, reason: Problems): void {
    this.refusals.set(urn, reason);
  }

  /** Why the apply of a resource must fail; `undefined` when it need not. */
  refusalOf(urn: string): Problems | undefined {
    return this.refusals.get(urn);
  }

  /** Remembers what a check that knows only the inputs took for a conflict: `judge` tells from the recorded outputs whether it is one. */
  rememberDoubt<Outputs>(urn: string, judge: (outputs: Outputs) => Problems | undefined): void {
    this.doubts.set(urn, (outputs) => judge(outputs as Outputs));
  }

  /** The conflict that a check was not sure of, if the recorded outputs say that it is one. */
  confirmedDoubt(urn: string, outputs: unknown): Problems | undefined {
    return this.doubts.get(urn)?.(outputs);
  }

  /** Remembers that check has judged what this resource would change; `withBase`: it knew what state records. */
  rememberGuarded(urn: string, withBase: boolean): void {
    this.guarded.set(urn, withBase || this.guarded.get(urn) === true);
  }

  /** Whether check has judged this resource by its guard in this process; `withBase`: with what state records. */
  wasGuarded(urn: string, withBase: boolean): boolean {
    const judged = this.guarded.get(urn);
    return withBase ? judged === true : judged !== undefined;
  }
}
