import type { Node, YAMLMap } from "yaml";
import type { CsvTable } from "../csv/parse";
import type { CsvSettings } from "../csv/settings";
import type { YamlFile } from "../read/parse-yaml";

/** Where a row is: a mapping in the YAML file, or a record of the CSV file (its header is record 0). */
export type RowPlace = { readonly item: Node; readonly map: YAMLMap } | { readonly record: number };

/** The CSV file of a table, as it was read. */
export interface CsvSource {
  readonly file: string;
  readonly table: CsvTable;
  readonly settings: CsvSettings;
  /** The table's column for each cell. */
  readonly columns: readonly (string | undefined)[];
}

/** Where in its files a table is: what an editor of those files needs beside their meaning. */
export interface TableSource {
  readonly yaml: YamlFile;
  /** The places of the rows, in the order of `values.rows`. */
  readonly places: readonly RowPlace[];
  /** The mapping of the default record. */
  readonly defaults?: YAMLMap;
  readonly csv?: CsvSource;
}
