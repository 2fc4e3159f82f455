// Loaded with NODE_OPTIONS=--require into the processes that `pulumi` starts in a test, on a Node before 22. Each loads the SDK, a thousand
// files, and spends much of its time on compiling them; here V8 takes them compiled, from the file TEST_COMPILE_CACHE. Where there is no such
// file, one is made when the process ends.
"use strict";
const { existsSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { dirname } = require("node:path");
const process = require("node:process");
const { deserialize, serialize } = require("node:v8");
const { constants, Script } = require("node:vm");

const file = process.env.TEST_COMPILE_CACHE;
const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;

function useCache(compiled) {
  const compile = Module.prototype._compile;
  Module.prototype._compile = function (content, filename) {
    const cachedData = compiled.get(filename);
    if (!cachedData) return compile.call(this, content, filename);
    // V8 compares the length of the source and its own version, and compiles what does not fit.
    const script = new Script(Module.wrap(content), { filename, cachedData, importModuleDynamically });
    return run(script, this, filename);
  };
}

function makeCache() {
  const scripts = new Map();
  Module.prototype._compile = function (content, filename) {
    const script = new Script(Module.wrap(content), { filename, importModuleDynamically });
    scripts.set(filename, script);
    return run(script, this, filename);
  };
  process.once("exit", () => {
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, serialize(new Map([...scripts].map(([name, script]) => [name, script.createCachedData()]))));
    renameSync(draft, file);
  });
}

/** What Node's loader does with a compiled file. */
function run(script, module, filename) {
  const require = (id) => module.require(id);
  require.resolve = (request, options) => Module._resolveFilename(request, module, false, options);
  Object.assign(require, { main: process.mainModule, extensions: Module._extensions, cache: Module._cache });
  return script.runInThisContext().call(module.exports, module.exports, require, module, filename, dirname(filename));
}

if (existsSync(file)) useCache(deserialize(readFileSync(file)));
else makeCache();
