/** What a grid does in a browser: filter, jump from change to change, move between cells with the arrow keys. */
(() => {
  type Direction = -1 | 1;

  const all = <T extends Element>(selector: string, root: ParentNode = document): T[] => [
    ...root.querySelectorAll<T>(selector),
  ];

  /** The kinds of change in a row. */
  function kindsOf(row: HTMLTableRowElement): Set<string> {
    const marks = all<HTMLElement>("[data-kind],[data-row]", row);
    return new Set(marks.flatMap(({ dataset }) => `${dataset.kind ?? ""} ${dataset.row ?? ""}`.trim().split(/ +/)));
  }

  function filterRows(tools: HTMLFormElement): void {
    const words = (tools.querySelector<HTMLInputElement>("input[type=search]")?.value ?? "").toLowerCase().trim();
    const hidden = new Set(all<HTMLInputElement>("input[name=kind]:not(:checked)", tools).map(({ value }) => value));
    const rows = all<HTMLTableRowElement>(".grid tbody tr");
    let shown = 0;
    for (const row of rows) {
      const own = hidden.size === 0 ? [] : [...kindsOf(row)];
      const isHidden = own.length > 0 && own.every((kind) => hidden.has(kind));
      row.hidden = isHidden || (words !== "" && !(row.textContent ?? "").toLowerCase().includes(words));
      if (!row.hidden && !row.classList.contains("same")) shown++;
    }
    const changed = rows.filter((row) => !row.classList.contains("same")).length;
    const status = tools.querySelector("[role=status]");
    if (status) status.textContent = `${shown} of ${changed} rows shown`;
  }

  /** Moves the focus to a cell, which the Tab key does not reach by itself. */
  function focusCell(cell: HTMLElement | null | undefined): void {
    if (!cell) return;
    cell.tabIndex = -1;
    cell.focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function jump(direction: Direction): void {
    const marks = all<HTMLElement>(".grid td[data-kind]").filter((cell) => cell.offsetParent !== null);
    const from = marks.indexOf(document.activeElement as HTMLElement);
    const next = from < 0 ? (direction > 0 ? 0 : marks.length - 1) : from + direction;
    focusCell(marks[(next + marks.length) % marks.length]);
  }

  function isVisible(row: Element): boolean {
    return row instanceof HTMLElement && row.offsetParent !== null;
  }

  /** The next row in a direction that can be seen. */
  function rowBeside(row: HTMLTableRowElement, direction: Direction): HTMLTableRowElement | null {
    const table = row.closest("table");
    if (!table) return null;
    for (let at = row.rowIndex + direction; at >= 0; at += direction) {
      const other = table.rows[at];
      if (!other) return null;
      if (isVisible(other)) return other;
    }
    return null;
  }

  /** The cell of a row at a column, counting cells that span several columns. */
  function cellAt(row: HTMLTableRowElement | null, column: number): HTMLElement | undefined {
    let at = 0;
    for (const cell of row?.cells ?? []) {
      at += cell.colSpan;
      if (at > column) return cell;
    }
    return undefined;
  }

  function columnOf(cell: HTMLTableCellElement): number {
    let at = 0;
    for (const other of cell.parentElement?.children ?? []) {
      if (other === cell) break;
      at += (other as HTMLTableCellElement).colSpan;
    }
    return at;
  }

  function targetOf(cell: HTMLTableCellElement, key: string): HTMLElement | undefined {
    const row = cell.parentElement as HTMLTableRowElement;
    switch (key) {
      case "ArrowLeft":
        return (cell.previousElementSibling as HTMLElement | null) ?? undefined;
      case "ArrowRight":
        return (cell.nextElementSibling as HTMLElement | null) ?? undefined;
      case "ArrowUp":
        return cellAt(rowBeside(row, -1), columnOf(cell));
      case "ArrowDown":
        return cellAt(rowBeside(row, 1), columnOf(cell));
      case "Home":
        return row.cells[0];
      case "End":
        return row.cells[row.cells.length - 1];
      default:
        return undefined;
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement)) return;
    const { target } = event;
    const enters = target.classList.contains("scroll") && (event.key === "ArrowDown" || event.key === "Enter");
    const row = enters ? all<HTMLTableRowElement>("tbody tr", target).find(isVisible) : undefined;
    const next = enters
      ? row?.cells[0]
      : target instanceof HTMLTableCellElement
        ? targetOf(target, event.key)
        : undefined;
    if (!next) return;
    event.preventDefault();
    focusCell(next);
  });

  document.addEventListener(
    "scroll",
    ({ target }) => {
      if (target instanceof Element) target.classList.toggle("aside", target.scrollLeft > 0);
    },
    { capture: true, passive: true },
  );

  const tools = document.querySelector<HTMLFormElement>("form.tools");
  if (tools) {
    tools.hidden = false;
    tools.addEventListener("input", () => filterRows(tools));
    tools.addEventListener("submit", (event) => event.preventDefault());
    tools.addEventListener("click", ({ target }) => {
      if (target instanceof HTMLButtonElement && target.name === "jump") jump(target.value === "next" ? 1 : -1);
    });
    document.addEventListener("grid-changed", () => filterRows(tools));
  }
})();
