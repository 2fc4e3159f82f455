import { encodeValue, decodeValue } from "../../core/cells/cell-value";
import { cellKey, CellMap, type CellAddress, type CellKey } from "../../core/cells/cell-map";
import { defaultRowKey, parseRowKey } from "../../core/cells/row-key";
import { validateValue } from "../../core/cells/validate-value";
import type { Attributes, CellValue, LiveCell, ValueType } from "../../core/model";
import { ownMember } from "../../core/record";
import type { ObservedTable } from "../../core/schema/declaration";
import { planFromLive } from "../../core/schema/plan-schema";
import { toSettings } from "../../core/schema/same-settings";
import type { SchemaPlan } from "../../core/schema/steps";
import { ignoreMatcher } from "../../core/values/intent";
import type { FileRow, TableFile } from "../format/table-file";
import { fileCells, rowsByKey } from "../read/declared-cells";
import { FileAddresses } from "./addresses";
import {
  baseOf,
  canonicalText,
  isSensitiveBase,
  isUnchanged,
  neverAgreed,
  sensitiveBaseOf,
  type BaseCell,
  type Digest,
  type TableBase,
} from "./base";

/** What is known when a file is pulled. */
export interface PullInput {
  /** The file with the values of its variables in place. */
  readonly file: TableFile;
  readonly observed: ObservedTable;
  readonly live: readonly LiveCell[];
  /** Absent: file and table never agreed, as far as is known. */
  readonly base?: TableBase;
  readonly digest: Digest;
  /** Whether the live value is taken where both changed. */
  readonly force: boolean;
}

/** Why a cell of the file was left as it is. */
export type LeftReason = "conflict" | "invalid" | "unwritable";

/** One cell in which file and table differ, and what becomes of it. */
export interface PulledCell extends CellAddress {
  readonly kind: "set" | "remove" | "mine" | "left";
  readonly why?: LeftReason;
  /** As the file has it; absent where it has no such cell. */
  readonly inFile?: CellValue;
  /** As it is live; absent where there is none. */
  readonly live?: CellValue;
}

/** What a pull does to a file. */
export interface PullPlan {
  readonly cells: readonly PulledCell[];
  /** Rows that the file lacks, with their keys and the cells that are to be set. */
  readonly newRows: ReadonlyMap<string, FileRow>;
  /** Rows of the file that keep no cell. */
  readonly goneRows: ReadonlySet<string>;
  /** What differs in the table itself: named, not pulled. */
  readonly schema: SchemaPlan;
  /** The base after the pull, given the cells that could not be written after all. */
  readonly baseAfter: (unwritten: ReadonlySet<CellKey>) => TableBase;
}

/** A cell in file, table and base, under the address that the file has for it. */
interface Entry extends CellAddress {
  readonly text?: string;
  readonly inFile?: CellValue;
  readonly liveCell?: LiveCell;
  readonly base?: BaseCell;
  /** Where the base has it, or would have it. */
  readonly baseAt: CellAddress;
}

/** The three-way merge of a file, its table and what they last agreed on. Pure. */
export function planPull(input: PullInput): PullPlan {
  return new Pull(input).plan();
}

class Pull {
  private readonly attributes: Attributes;
  private readonly schema: SchemaPlan;
  private readonly fileRows: ReadonlyMap<string, FileRow>;
  private readonly sensitive: ReadonlySet<string>;
  private readonly addresses: FileAddresses;
  private readonly isOurs: (cell: CellAddress) => boolean;

  constructor(private readonly input: PullInput) {
    const { file, observed, live } = input;
    const { sensitive, ignore, initial: initialColumns } = file.values;
    this.sensitive = new Set(sensitive);
    this.schema = planFromLive(file.table, { ...observed, hasValues: live.length > 0 });
    this.attributes = new Map(
      Object.entries(file.table.attributes).flatMap(([name, column]) =>
        column ? [[name, toSettings(name, column)] as const] : [],
      ),
    );
    this.fileRows = new Map([...rowsByKey(file)].map(([key, { row }]) => [key, row]));
    this.addresses = new FileAddresses(file, this.attributes, this.schema, live);
    const isIgnored = ignoreMatcher(ignore);
    const { released } = fileCells(file);
    const initial = new Set(initialColumns);
    this.isOurs = (cell) => {
      const column = this.attributes.get(cell.attribute);
      const isPulled = column !== undefined && !column.primary && !initial.has(cell.attribute);
      return (
        isPulled && !isIgnored(cell) && !released.has(cellKey(cell)) && this.hasLiveType(column.name, column.valueType)
      );
    };
  }

  plan(): PullPlan {
    const entries = this.entries();
    const decided = entries.map((entry) => ({ entry, ...this.decide(entry) }));
    const newRows = new Map<string, FileRow>();
    const cells = decided.flatMap(({ entry, kind, why }): PulledCell[] => {
      if (kind === "same") return [];
      const { rowKey: key, attribute, inFile } = entry;
      const live = this.liveValue(entry);
      const isNew = kind === "set" && key !== defaultRowKey && !this.fileRows.has(key);
      if (isNew && live !== undefined) newRows.set(key, { ...this.newRow(newRows.get(key), entry), [attribute]: live });
      return [
        {
          rowKey: key,
          attribute,
          kind,
          ...(why && { why }),
          ...(inFile !== undefined && { inFile }),
          ...(live !== undefined && { live }),
        },
      ];
    });
    return {
      cells,
      newRows: new Map([...newRows].map(([key, row]) => [key, this.inColumnOrder(row)])),
      goneRows: this.goneRows(cells),
      schema: this.schema,
      baseAfter: (unwritten) => this.baseAfter(decided, unwritten),
    };
  }

  /** The cells of file, table and base, brought together. */
  private entries(): Entry[] {
    const { file, live, base } = this.input;
    const found = new Map<CellKey, Entry>();
    const put = (at: CellAddress, part: Partial<Entry>) => {
      if (!this.isOurs(at)) return;
      const key = cellKey(at);
      const { rowKey, attribute } = at;
      found.set(key, { baseAt: at, ...found.get(key), ...part, rowKey, attribute });
    };
    for (const cell of fileCells(file).declared) {
      const type = this.typeOf(cell.attribute);
      put(cell, { inFile: cell.value, text: encodeValue(cell.value, type) });
    }
    for (const cell of live)
      put(this.addresses.of(cell.primaryValues, cell.attribute), { liveCell: cell, baseAt: cell });
    for (const [key, cells] of base ?? []) {
      const primaryValues = parseRowKey(key, this.liveKeys());
      if (!primaryValues && key !== defaultRowKey) continue;
      for (const [attribute, cell] of cells) {
        put(this.addresses.of(key === defaultRowKey ? {} : (primaryValues ?? {}), attribute), {
          base: cell,
          baseAt: { rowKey: key, attribute },
        });
      }
    }
    return [...found.values()];
  }

  private decide(entry: Entry): { kind: PulledCell["kind"] | "same"; why?: LeftReason } {
    const { text, liveCell, attribute } = entry;
    const column = this.attributes.get(attribute);
    const type = this.typeOf(attribute);
    const isSame =
      text === undefined || !liveCell
        ? text === liveCell?.value
        : canonicalText(text, type) === canonicalText(liveCell.value, type);
    if (isSame) return { kind: "same" };
    const isConflict = !this.isBase(entry, "live") && !this.isBase(entry, "file");
    if (this.isBase(entry, "live") && !isConflict) return { kind: "mine" };
    if (isConflict && !this.input.force) return { kind: "left", why: "conflict" };
    if (!liveCell) return { kind: "remove" };
    const value = this.liveValue(entry);
    const isFit = column && value !== undefined && validateValue(value, column).length === 0 && this.hasValidKey(entry);
    return isFit ? { kind: "set" } : { kind: "left", why: "invalid" };
  }

  /** Whether one side is what both were when they last agreed. What a file had in a sensitive column is not recorded: no, then. */
  private isBase({ base, baseAt, text, liveCell, attribute }: Entry, side: "live" | "file"): boolean {
    if (!this.input.base || base === neverAgreed) return false;
    const own = side === "live" ? liveCell?.value : text;
    if (base === undefined || own === undefined) return base === own;
    if (isSensitiveBase(base))
      return side === "live" && liveCell !== undefined && isUnchanged(base, liveCell, this.input.observed.lockLevel);
    const type = this.typeOf(attribute);
    return base === this.input.digest(`${baseAt.rowKey}\n${baseAt.attribute}\n${canonicalText(own, type)}`);
  }

  private baseAfter(
    decided: readonly { readonly entry: Entry; readonly kind: PulledCell["kind"] | "same" }[],
    unwritten: ReadonlySet<CellKey>,
  ): TableBase {
    const rows = new Map<string, Map<string, BaseCell>>();
    for (const { entry, kind } of decided) {
      const { liveCell, baseAt } = entry;
      const isSettled = kind !== "left" && !unwritten.has(cellKey(entry));
      const cell = isSettled ? this.settledBase(entry) : this.keptBase(entry);
      if (cell === undefined) continue;
      const at = isSettled && liveCell ? liveCell : baseAt;
      rows.set(at.rowKey, (rows.get(at.rowKey) ?? new Map<string, BaseCell>()).set(at.attribute, cell));
    }
    return rows;
  }

  private settledBase({ liveCell, attribute }: Entry): BaseCell | undefined {
    if (!liveCell) return undefined;
    return this.sensitive.has(attribute)
      ? sensitiveBaseOf(liveCell, this.input.observed.lockLevel)
      : baseOf(liveCell, this.typeOf(attribute), this.input.digest);
  }

  /** The base of a cell on which file and table do not agree. The digest of a column that has become sensitive goes at once. */
  private keptBase({ base, attribute }: Entry): BaseCell | undefined {
    if (!this.input.base) return neverAgreed;
    return base !== undefined && this.sensitive.has(attribute) && !isSensitiveBase(base) ? neverAgreed : base;
  }

  private typeOf(column: string): ValueType {
    return this.attributes.get(column)?.valueType ?? "TEXT";
  }

  private liveKeys(): string[] {
    return this.input.observed.attributes.filter(({ primary }) => primary).map(({ name }) => name);
  }

  /** A column that has another type in the table is left alone until the file says the same. */
  private hasLiveType(name: string, type: string): boolean {
    const liveName = this.addresses.liveName(name);
    const live = this.input.observed.attributes.find((column) => column.name === liveName);
    return live === undefined || live.valueType === type;
  }

  private liveValue({ liveCell, attribute }: Entry): CellValue | undefined {
    return liveCell && decodeValue(liveCell.value, this.typeOf(attribute));
  }

  private hasValidKey({ rowKey: key, liveCell }: Entry): boolean {
    if (key === defaultRowKey || this.fileRows.has(key)) return true;
    return this.input.file.values.primaryAttributes.every((name) => {
      const column = this.attributes.get(name);
      const value = column && liveCell && this.keyValue(liveCell, name);
      return (
        value !== undefined &&
        typeof value !== "object" &&
        column !== undefined &&
        validateValue(value, column).length === 0
      );
    });
  }

  private keyValue({ primaryValues }: LiveCell, name: string): CellValue {
    const text = ownMember(primaryValues, this.addresses.liveName(name)) ?? "";
    const type = this.typeOf(name);
    return type === "TEXT" ? text : decodeValue(text, type);
  }

  private newRow(known: FileRow | undefined, { liveCell }: Entry): FileRow {
    if (known || !liveCell) return known ?? {};
    return Object.fromEntries(
      this.input.file.values.primaryAttributes.map((name) => [name, this.keyValue(liveCell, name)]),
    );
  }

  private inColumnOrder(row: FileRow): FileRow {
    return Object.fromEntries(
      [...this.attributes.keys()].flatMap((name) => (Object.hasOwn(row, name) ? [[name, row[name] as CellValue]] : [])),
    );
  }

  private goneRows(cells: readonly PulledCell[]): Set<string> {
    const byRow = new CellMap<PulledCell>();
    for (const cell of cells) byRow.set(cell);
    const isKept = (key: string) => (name: string) => {
      if (this.attributes.get(name)?.primary) return false;
      return byRow.get({ rowKey: key, attribute: name })?.kind !== "remove";
    };
    const gone = [...this.fileRows].filter(([key, row]) => {
      const changes = byRow.row(key);
      const isAdded = changes.some(({ kind }) => kind === "set");
      return changes.some(({ kind }) => kind === "remove") && !isAdded && !Object.keys(row).some(isKept(key));
    });
    return new Set(gone.map(([key]) => key));
  }
}
