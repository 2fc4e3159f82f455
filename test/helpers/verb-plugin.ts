#!/usr/bin/env node
/** The plugin, with its verbs recorded (`verb-recorder.cjs`): bundled as the plugin itself is, and started by the engine in its place. */
import { dataTableVerbs } from "../../src/provider/table/verbs";
import { dataTableValuesVerbs } from "../../src/provider/values/verbs";
import "../../src/plugin/main";
import { wrapVerbs } from "./verb-recorder.cjs";

Object.assign(dataTableVerbs, wrapVerbs("table", dataTableVerbs));
Object.assign(dataTableValuesVerbs, wrapVerbs("values", dataTableValuesVerbs));
