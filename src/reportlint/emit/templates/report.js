"use strict";

// Filters, selection and keys. Jumps are plain links and work without this.
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const wide = window.matchMedia("(min-width: 62rem)");
  const help = byId("help");
  const filters = byId("filters");
  const findings = new Map(all(".finding").map((one) => [one.dataset.number, one]));
  const told = new Map([...findings].map(([number, one]) => [number, one.textContent.toLowerCase()]));
  const marks = all(".mark").map((node) => ({ node, numbers: node.dataset.marks.split(" ") }));
  const marked = new Map();
  for (const { node, numbers } of marks) {
    for (const number of numbers) {
      if (!marked.has(number)) marked.set(number, []);
      marked.get(number).push(node);
    }
  }
  let current = null;

  const paint = (number, on) => {
    for (const node of [findings.get(number), ...(marked.get(number) || [])]) node.classList.toggle("current", on);
  };

  const select = (number) => {
    if (current !== null) paint(current, false);
    current = findings.has(number) ? number : null;
    if (current !== null) paint(current, true);
  };

  const show = (number) => {
    select(number);
    const entry = findings.get(number);
    entry.querySelector(".jump").focus({ preventScroll: true });
    if (wide.matches) entry.scrollIntoView({ block: "nearest" });
    byId(`m${number}`).scrollIntoView({ block: "center" });
  };

  const step = (by) => {
    const shown = [...findings.keys()].filter((number) => !findings.get(number).hidden);
    if (!shown.length) return;
    const at = shown.indexOf(current);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + by, 0), shown.length - 1);
    show(shown[next]);
  };

  // a place with several findings shows them in turn
  const press = (event, mark) => {
    const shown = mark.dataset.marks.split(" ").filter((number) => !findings.get(number).hidden);
    if (shown.length) show(shown[(shown.indexOf(current) + 1) % shown.length]);
    event.preventDefault();
  };

  const checked = (name) => new Set(all(`input[name="${name}"]:checked`, filters).map((box) => box.value));

  const filter = () => {
    const severities = checked("severity");
    const families = checked("family");
    const words = byId("search").value.trim().toLowerCase();
    let count = 0;
    for (const [number, one] of findings) {
      const { severity, family } = one.dataset;
      const kept = severities.has(severity) && families.has(family) && told.get(number).includes(words);
      if (one.hidden === kept) one.hidden = !kept;
      if (kept) count += 1;
    }
    for (const { node, numbers } of marks) {
      const left = numbers.find((number) => !findings.get(number).hidden);
      const kind = left ? findings.get(left).dataset.severity : "off";
      if (node.classList.contains(kind)) continue;
      node.classList.remove("error", "warning", "note", "off");
      node.classList.add(kind);
    }
    if (current !== null && findings.get(current).hidden) select(null);
    byId("none").hidden = count > 0;
    byId("shown").value = count === findings.size ? `共 ${count} 处` : `显示 ${count} 处，共 ${findings.size} 处`;
  };

  const follow = (event) => {
    const link = event.target.closest("a");
    if (!link) {
      // on a small screen the finding lies over the text
      if (!wide.matches && !event.target.closest(".finding")) select(null);
      return;
    }
    if (link.classList.contains("mark")) press(event, link);
    else if (link.classList.contains("jump")) select(link.closest(".finding").dataset.number);
  };

  const search = () => {
    byId("findings").scrollIntoView({ block: "nearest" });
    byId("search").focus();
  };

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    "/": () => filters && search(),
    "?": () => help.showModal(),
  };

  const type = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
    const typing = event.target.matches("input:not([type=checkbox]), select, textarea, [contenteditable]");
    const listed = event.target.matches(".jump");
    if (event.key === "Escape") {
      if (typing) event.target.blur();
      select(null);
    } else if (listed && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (!typing && byId("letters").checked && keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  };

  document.documentElement.classList.add("live");
  document.addEventListener("click", follow);
  document.addEventListener("keydown", type);
  byId("keys").hidden = false;
  byId("keys").addEventListener("click", () => help.showModal());
  byId("close").addEventListener("click", () => help.close());
  if (filters) {
    filters.hidden = false;
    filters.addEventListener("input", filter);
    byId("all").addEventListener("click", () => {
      filters.reset();
      filter();
    });
    filters.addEventListener("submit", (event) => event.preventDefault());
    // a page that is gone back to keeps what was ticked and typed
    filter();
  }
})();
