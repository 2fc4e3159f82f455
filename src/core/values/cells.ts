/** The cells of a plan, as a program declares them and as state records them. */
import type { CellAddress } from "../cells/cell-map";
import type { CellValue, LockVersion, PrimaryValues } from "../model";

/** One cell as a program or state has it: the value in its declared spelling. */
export interface DeclaredCell extends CellAddress {
  readonly primaryValues: PrimaryValues;
  readonly value: CellValue;
  /** The column is `initial`: the value is written where there is none, and afterwards others own the cell. */
  readonly initial?: boolean;
}

/** Another writer's value, as it was when a run left it: its text, or nothing where the cell was empty. */
export interface LeftValue {
  /** The service's text; absent where there was no value. */
  readonly text?: string;
  /** Set where the text must not be kept: the recorded lock version stands for it. */
  readonly byLock?: true;
}

/** What state remembers of how a recorded cell came to be recorded. */
export interface CellOrigin {
  /** The cell was live when it was first recorded, in a table that this stack did not make: it stays when the resource goes. */
  readonly found?: boolean;
  /** A refresh took the recorded value from another writer: whoever replaces or removes it lists it. */
  readonly taken?: boolean;
  /** Neither of the two is known: of the copy that recorded the cell only its inputs are. */
  readonly uncertain?: boolean;
  /** What is live is another writer's and stays, although the program says otherwise: what it was. Dropping the cell leaves it too. */
  readonly left?: LeftValue;
}

/** One cell that state records as ours. */
export interface OwnedCell extends DeclaredCell, CellOrigin {
  readonly lockVersion: LockVersion;
}
