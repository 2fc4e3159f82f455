import type { ServerResponse } from "node:http";
import { gridScript, gridStyle } from "../../grid/assets";
import { contentPolicy, renderDocument } from "../../grid/document";
import { markup } from "../../grid/html";
import { simulatorScript, simulatorStyle } from "./assets";

const assets = { styles: [gridStyle, simulatorStyle], scripts: [gridScript, simulatorScript] };

const body = markup`<main>
<h1>Data tables of the simulator</h1>
<p class="dim">An imitation of Amazon Connect on this machine. Nothing here is in AWS.</p>
<nav aria-label="Tables"><ul id="tables"></ul></nav>
<p id="empty" hidden>There is no table yet. Create one with Pulumi, the AWS CLI or an SDK; it appears here at once.</p>
<section id="table" aria-labelledby="name" hidden>
<h2 id="name"></h2>
<p class="dim" id="facts"></p>
<form class="tools" hidden>
<label>Filter rows <input type="search" autocomplete="off"></label>
<label><input type="checkbox" id="locks">Lock versions and who wrote last</label>
<button type="button" id="add">Add a row</button>
<span role="status"></span>
</form>
<p class="dim" id="help">Choose a value to change or delete it, or add a row, as a supervisor would in the admin website. By keyboard: arrow down enters the table, the arrow keys move, Enter edits.</p>
<div id="grid"></div>
</section>
<section aria-labelledby="requests">
<h2 id="requests">Requests</h2>
<label><input type="checkbox" id="reads" checked>Reads too</label>
<div class="scroll" tabindex="0" role="region" aria-label="Requests, newest first"><table class="log">
<thead><tr><th scope="col">No.</th><th scope="col">Time</th><th scope="col">Operation</th><th scope="col">Items</th><th scope="col">Answer</th><th scope="col">Access key</th></tr></thead>
<tbody id="log"></tbody></table></div>
</section>
<dialog id="editor" aria-labelledby="cell"><form method="dialog">
<h2 id="cell"></h2>
<div id="row" hidden><div id="keys"></div><label for="column">Column</label><select id="column"></select></div>
<label for="value">Value <span class="dim" id="type"></span></label>
<textarea id="value" rows="3" spellcheck="false"></textarea>
<p id="refusal" role="alert"></p>
<p><button type="submit" id="save">Save</button> <button type="button" id="delete">Delete the value</button> <button type="button" id="cancel">Cancel</button></p>
</form></dialog>
</main>`;

const page = renderDocument({ title: "Simulator of Amazon Connect data tables", body, ...assets });

const headers = {
  "content-type": "text/html; charset=utf-8",
  "content-length": Buffer.byteLength(page),
  "content-security-policy": contentPolicy(assets, ["connect-src 'self'", "frame-ancestors 'none'"]),
  "cache-control": "no-store",
  "x-frame-options": "DENY",
};

/** Serves the page, which then requests everything that it shows. */
export function servePage(response: ServerResponse): void {
  response.writeHead(200, headers);
  response.end(page);
}
