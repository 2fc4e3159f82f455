/** The simulator's page: shows the tables as they are stored and the requests as they arrive, and edits cells as a supervisor does. */
(() => {
  interface Address {
    readonly arn: string;
    readonly name: string;
    readonly lockLevel: string;
    readonly region: string;
    readonly path: string;
    readonly columns: readonly { readonly name: string; readonly type: string; readonly isKey: boolean }[];
  }

  interface View {
    readonly revision: number;
    readonly tables?: readonly { readonly arn: string; readonly name: string; readonly rows: number }[];
    readonly table?: Address;
    readonly grid?: string;
  }

  interface Logged {
    readonly number: number;
    readonly time: number;
    readonly operation: string;
    readonly items: number;
    readonly status: number;
    readonly errorType?: string;
    readonly accessKeyId?: string;
  }

  interface Answer {
    readonly message?: string;
    readonly Message?: string;
    readonly Failed?: readonly { readonly Message?: string }[];
  }

  type Keys = readonly { readonly AttributeName: string; readonly Value: string }[];

  /** A cell that is edited: its address, and what was shown of it. */
  interface Cell {
    /** Absent in a new row, whose keys are entered. */
    readonly keys?: Keys;
    readonly column: string;
    readonly value?: string;
    readonly lock?: object;
  }

  /** Milliseconds between two requests for changes. */
  const pause = 1000;
  /** Lines of the log that are shown. */
  const mostLines = 200;

  const element = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
  const [editor, field, refusal] = [
    element<HTMLDialogElement>("editor"),
    element<HTMLTextAreaElement>("value"),
    element("refusal"),
  ];
  const grid = element("grid");
  const column = element<HTMLSelectElement>("column");

  let table: Address | undefined;
  let revision = -1;
  let lastRequest = 0;
  let edited: Cell | undefined;
  let updating: Promise<void> | undefined;

  async function ask<T>(path: string, init?: RequestInit): Promise<T> {
    const answer = await fetch(path, { cache: "no-store", ...init });
    return (await answer.json()) as T;
  }

  async function update(): Promise<void> {
    const query = new URLSearchParams({
      table: decodeURIComponent(location.hash.slice(1)),
      revision: String(revision),
    });
    if (element<HTMLInputElement>("locks").checked) query.set("locks", "1");
    const view = await ask<View>(`/_simulator/view?${query}`);
    if (view.tables) show(view);
    const { requests } = await ask<{ requests: Logged[] }>(`/_simulator/requests?after=${lastRequest}`);
    if (requests.length > 0) showRequests(requests);
  }

  /** Updates the page now; an update that is under way ends first. `anew`: even if nothing changed. */
  async function refresh(anew = false): Promise<void> {
    await updating;
    if (anew) revision = -1;
    updating = update().then(
      () => document.body.removeAttribute("data-lost"),
      () => document.body.setAttribute("data-lost", ""),
    );
    await updating;
  }

  function show(view: View): void {
    revision = view.revision;
    table = view.table;
    element("empty").hidden = table !== undefined;
    element("table").hidden = table === undefined;
    element("add").hidden = !table?.columns.some(({ isKey }) => isKey);
    element("tables").replaceChildren(...(view.tables ?? []).map(tableLink));
    element("name").textContent = table?.name ?? "";
    element("facts").textContent = table ? `Lock level ${table.lockLevel}. ${table.arn}` : "";
    keepPlace(() => (grid.innerHTML = view.grid ?? ""));
    document.dispatchEvent(new Event("grid-changed"));
  }

  function tableLink({ arn, name, rows }: { arn: string; name: string; rows: number }): HTMLElement {
    const link = document.createElement("a");
    link.href = `#${encodeURIComponent(arn)}`;
    link.textContent = `${name} (${rows})`;
    if (arn === table?.arn) link.setAttribute("aria-current", "page");
    const item = document.createElement("li");
    item.append(link);
    return item;
  }

  /** Redraws the grid, and keeps focus and scroll position. */
  function keepPlace(draw: () => void): void {
    const before = grid.querySelector(".scroll");
    const [left, top] = [before?.scrollLeft ?? 0, before?.scrollTop ?? 0];
    const cell = document.activeElement?.closest<HTMLElement>("#grid td[data-column]");
    const keys = cell?.closest<HTMLElement>("tr")?.dataset.keys;
    draw();
    grid.querySelector(".scroll")?.scrollTo({ left, top });
    const row =
      keys === undefined ? undefined : [...grid.querySelectorAll("tr")].find((other) => other.dataset.keys === keys);
    const again = [...(row?.querySelectorAll<HTMLElement>("td[data-column]") ?? [])].find(
      ({ dataset }) => dataset.column === cell?.dataset.column,
    );
    if (!again) return;
    again.tabIndex = -1;
    again.focus({ preventScroll: true });
  }

  function showRequests(requests: readonly Logged[]): void {
    lastRequest = requests[requests.length - 1]?.number ?? lastRequest;
    const body = element("log");
    body.prepend(...requests.slice(-mostLines).map(logLine).reverse());
    while (body.childElementCount > mostLines) body.lastElementChild?.remove();
    hideReads();
  }

  function logLine({ number, time, operation, items, status, errorType, accessKeyId }: Logged): HTMLElement {
    const row = document.createElement("tr");
    row.dataset.read = String(/^(List|Describe|BatchDescribe|Search|Evaluate)/.test(operation));
    const answer = status === 0 ? "none" : `${status} ${errorType ?? ""}`.trim();
    const clock = new Date(time).toISOString().slice(11, 23);
    for (const text of [String(number), clock, operation, items > 0 ? String(items) : "", answer, accessKeyId ?? ""]) {
      row.insertCell().textContent = text;
    }
    return row;
  }

  function hideReads(): void {
    const { checked } = element<HTMLInputElement>("reads");
    for (const row of element("log").querySelectorAll("tr")) row.hidden = !checked && row.dataset.read === "true";
  }

  function open(cell: HTMLElement): void {
    const { column: name = "", value, lock } = cell.dataset;
    const keys = JSON.parse(cell.closest<HTMLElement>("tr")?.dataset.keys ?? "[]") as Keys;
    const row = keys.length > 0 ? keys.map(({ Value }) => Value).join(", ") : "Default record";
    edit(`${row}: ${name}`, {
      keys,
      column: name,
      ...(value !== undefined && { value: JSON.parse(value) as string }),
      ...(lock !== undefined && { lock: JSON.parse(lock) as object }),
    });
  }

  /** A row comes into being with its first value, so the editor asks for its keys and for one value. */
  function openNewRow(): void {
    if (!table) return;
    const names = (isKey: boolean) =>
      (table?.columns ?? []).filter((one) => one.isKey === isKey).map(({ name }) => name);
    element("keys").replaceChildren(...names(true).map(keyField));
    column.replaceChildren(...names(false).map((name) => new Option(name)));
    edit("New row", { column: column.value });
    element("keys").querySelector("input")?.focus();
  }

  function keyField(name: string): HTMLElement {
    const [label, input] = [document.createElement("label"), document.createElement("input")];
    input.name = name;
    input.autocomplete = "off";
    label.append(`${name} `, input);
    return label;
  }

  function edit(title: string, cell: Cell): void {
    edited = cell;
    element("cell").textContent = title;
    element("row").hidden = cell.keys !== undefined;
    showType(cell.column);
    field.value = cell.value ?? "";
    refusal.textContent = "";
    element("delete").hidden = cell.value === undefined;
    editor.showModal();
    field.focus();
    field.select();
  }

  function showType(name: string): void {
    const type = table?.columns.find((one) => one.name === name)?.type ?? "";
    element("type").textContent = type.endsWith("_LIST") ? `${type}, as JSON: ["a","b"] or [1,2]` : type;
  }

  function enteredKeys(): Keys {
    const inputs = [...element("keys").querySelectorAll("input")];
    return inputs.map(({ name, value }) => ({ AttributeName: name, Value: value }));
  }

  /** Sends what the admin website would: one cell, with the lock version that was shown. */
  async function send(verb: "create" | "update" | "delete", value?: string): Promise<void> {
    if (!edited || !table) return;
    const { keys = enteredKeys(), lock } = edited;
    const item = {
      PrimaryValues: keys,
      AttributeName: edited.column,
      ...(lock && { LockVersion: lock }),
      ...(value !== undefined && { Value: value }),
    };
    const credential = `AWS4-HMAC-SHA256 Credential=supervisor/20260101/${table.region}/connect/aws4_request`;
    const headers = { "content-type": "application/json", authorization: credential };
    const body = JSON.stringify({ Values: [item] });
    let answer: Answer;
    try {
      answer = await ask<Answer>(`${table.path}/values/${verb}`, { method: "POST", headers, body });
    } catch {
      answer = { message: "The simulator does not respond." };
    }
    const [failed] = answer.Failed ?? [];
    const message = failed ? (failed.Message ?? "The service refused the value.") : (answer.message ?? answer.Message);
    if (message === undefined) editor.close();
    else refusal.textContent = `Not saved: ${message}`;
    await refresh();
  }

  const cellOf = (target: EventTarget | null): HTMLElement | null =>
    target instanceof Element ? target.closest<HTMLElement>("td[data-column]") : null;

  grid.addEventListener("click", ({ target }) => {
    const cell = cellOf(target);
    if (!cell) return;
    cell.tabIndex = -1;
    cell.focus();
    open(cell);
  });
  grid.addEventListener("keydown", (event) => {
    const cell = cellOf(event.target);
    if (!cell || !["Enter", "F2", "Delete"].includes(event.key)) return;
    event.preventDefault();
    open(cell);
    if (event.key === "Delete" && edited?.value !== undefined) element("delete").focus();
  });
  editor.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(edited?.value === undefined ? "create" : "update", field.value);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    element("save").click();
  });
  element("delete").addEventListener("click", () => void send("delete"));
  element("cancel").addEventListener("click", () => editor.close());
  element("add").addEventListener("click", openNewRow);
  column.addEventListener("change", () => {
    edited = { column: column.value };
    showType(column.value);
  });
  element("locks").addEventListener("change", () => void refresh(true));
  element("reads").addEventListener("change", hideReads);
  window.addEventListener("hashchange", () => void refresh(true));

  void (async () => {
    for (;;) {
      if (!document.hidden) await refresh();
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  })();
})();
