
"use strict";
// Without JavaScript everything is there; tables stand in the order of the report.
(() => {
  const said = document.getElementById("said");
  const compare = new Intl.Collator("en", { numeric: true }).compare;

  function value(cell) {
    if (cell.dataset.v !== undefined) return Number(cell.dataset.v);
    const text = cell.textContent.trim();
    return text === "" || text === "-" ? null : text;
  }

  // A link to something folded away unfolds it; newer browsers do so by themselves.
  function unfold() {
    const place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = place && place.closest("details");
    if (fold && !fold.open) {
      fold.open = true;
      place.scrollIntoView();
    }
  }
  addEventListener("hashchange", unfold);
  unfold();

  for (const table of document.querySelectorAll("table.data")) {
    const body = table.tBodies[0];
    const lines = [...body.rows];
    const rows = lines.filter((row) => !row.classList.contains("subtotal"));
    if (rows.length < 2) continue;
    const heads = [...table.tHead.rows[0].cells];
    const partial = rows.length < lines.length ? "; subtotals are shown in the order of the report" : "";

    // A figure begins with the largest, a text with A; the third press brings the order of the report back.
    function next(head) {
      const order = head.classList.contains("n") ? ["descending", "ascending"] : ["ascending", "descending"];
      const now = order.indexOf(head.getAttribute("aria-sort"));
      return now + 1 < order.length ? order[now + 1] : null;
    }

    function sort(head, at) {
      const way = next(head);
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      table.classList.toggle("sorted", way !== null);
      const label = head.textContent.trim();
      if (way === null) {
        body.replaceChildren(...lines);
        said.textContent = "in the order of the report";
        return;
      }
      head.setAttribute("aria-sort", way);
      const sign = way === "descending" ? -1 : 1;
      const keyed = rows.map((row) => [value(row.cells[at]), row]);
      keyed.sort(([a], [b]) => {
        if (a === null || b === null) return (a === null) - (b === null);
        if (typeof a === "number" && typeof b === "number") return (a - b) * sign;
        return compare(a, b) * sign;
      });
      body.replaceChildren(...keyed.map(([, row]) => row));
      said.textContent = `sorted by ${label}, ${way}${partial}`;
    }

    heads.forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sort(head, at));
    });
  }
})();
