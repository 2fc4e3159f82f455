// Loaded into the provider process with NODE_OPTIONS=--require: the verbs that the engine's host loads are recorded (`verb-recorder.cjs`). The
// package itself is used as it is.
"use strict";
const Module = require("node:module");
const { wrapVerbs } = require("./verb-recorder.cjs");

const types = { dataTable: "table", dataTableValues: "values" };
const wrapped = new Map();

const load = Module._load;
Module._load = function (request, ...rest) {
  const exported = load.call(this, request, ...rest);
  if (request !== "pulumi-connect-data-tables/runtime") return exported;
  if (!wrapped.has(exported)) wrapped.set(exported, wrapRuntime(exported));
  return wrapped.get(exported);
};

function wrapRuntime(runtime) {
  const all = Object.entries(runtime);
  return Object.fromEntries(all.map(([name, verbs]) => [name, types[name] ? wrapVerbs(types[name], verbs) : verbs]));
}
