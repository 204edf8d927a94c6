
// Keeps place and filters when a decision brings a new page. Without this the page comes anew with its anchor.
(() => {
  const filters = document.getElementById("filters");
  const boxes = filters ? [...filters.querySelectorAll("input[type=checkbox]")] : [];
  const key = `off ${location.pathname}`;

  const remember = () => {
    const off = boxes.filter((box) => !box.checked).map((box) => box.value);
    sessionStorage.setItem(key, off.join(" "));
  };

  const recall = () => {
    const off = new Set((sessionStorage.getItem(key) || "").split(" "));
    for (const box of boxes) box.checked = !off.has(box.value);
    filters.dispatchEvent(new Event("input"));
  };

  // one click is one decision
  const lock = (event) => {
    if (event.target.method !== "post") return;
    for (const button of document.querySelectorAll("form[method=post] button")) {
      // a disabled button would not be sent, and no form either
      setTimeout(() => { button.disabled = true; });
    }
  };

  const unlock = () => {
    for (const button of document.querySelectorAll("form[method=post] button")) button.disabled = false;
  };

  const open = (event) => {
    if (event.target.open) event.target.querySelector("input[name=reason]")?.focus();
  };

  if (filters) {
    recall();
    filters.addEventListener("input", remember);
    document.getElementById("all").addEventListener("click", remember);
  }
  document.addEventListener("submit", lock);
  document.addEventListener("toggle", open, true);
  window.addEventListener("pageshow", unlock);
  const entry = location.hash.startsWith("#f") ? document.getElementById(location.hash.slice(1)) : null;
  const mark = entry && document.getElementById(`m${entry.dataset.number}`);
  if (mark) {
    entry.scrollIntoView({ block: "nearest" });
    mark.scrollIntoView({ block: "center" });
    entry.querySelector(".jump").focus({ preventScroll: true });
  }
})();
