/**
 * What the provider text in people's state loads. This path and these names never move; what is behind them follows the installed
 * version, so a fix reaches every stack without a change of state.
 */
export { dataTableValuesVerbs as dataTableValues } from "./provider/values/verbs";
export { dataTableVerbs as dataTable } from "./provider/table/verbs";
