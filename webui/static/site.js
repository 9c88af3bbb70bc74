// Comforts only: every page works without this file.
"use strict";

// "/" puts the cursor into the query box, as in many archives.
document.addEventListener("keydown", (event) => {
  const box = document.getElementById("q");
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && box && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    box.focus();
    box.select();
  }
});

// Completions of the query while it is typed, from the words of the index and within the filters
// of the search: a combobox, https://www.w3.org/WAI/ARIA/apg/patterns/combobox/. Of a datalist
// browsers show only what holds the letters that are typed, so never "đảng bộ" for "dang bo".
const completeQueries = (box) => {
  const list = document.createElement("ul");
  list.id = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Gợi ý (suggestions)");
  box.after(list);
  for (const [name, value] of [["autocomplete", "list"], ["controls", list.id], ["expanded", false]]) {
    box.setAttribute(`aria-${name}`, value);
  }
  box.setAttribute("role", "combobox");

  let typed = box.value;
  let chosen = -1;
  let waiting = 0;
  let asked = 0;

  const choose = (place) => {
    chosen = place;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", i === place));
    const item = list.children[place];
    item?.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", item ? item.id : "");
  };

  const show = (texts) => {
    list.replaceChildren(...texts.map((text, i) => {
      const item = document.createElement("li");
      item.id = `suggestion-${i}`;
      item.setAttribute("role", "option");
      item.textContent = text;
      return item;
    }));
    list.hidden = !texts.length;
    box.setAttribute("aria-expanded", !list.hidden);
    choose(-1);
  };

  const hide = () => {
    asked += 1;
    clearTimeout(waiting);
    show([]);
  };

  const ask = async () => {
    const mine = ++asked;
    const search = new URLSearchParams(new FormData(box.form));
    // Of a search it is the length of a page.
    search.delete("size");
    const answer = await fetch(`${box.dataset.suggest}?${search}`).catch(() => null);
    const { suggestions } = answer?.ok ? await answer.json() : { suggestions: [] };
    if (mine === asked) {
      show(suggestions.filter((text) => text !== typed));
    }
  };

  box.addEventListener("input", () => {
    typed = box.value;
    clearTimeout(waiting);
    if (typed.trim()) {
      waiting = setTimeout(ask, 150);
    } else {
      hide();
    }
  });
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (list.hidden || event.isComposing || !(step || event.key === "Escape")) {
      return;
    }
    event.preventDefault();
    const places = list.children.length + 1;
    choose(step ? ((chosen + 1 + step + places) % places) - 1 : -1);
    box.value = list.children[chosen]?.textContent ?? typed;
    if (!step) {
      hide();
    }
  });
  box.addEventListener("blur", hide);
  // The box keeps the cursor, or it would be left before the click is done.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item) {
      box.value = item.textContent;
      box.form.requestSubmit();
    }
  });
};

const queryBox = document.querySelector("input[data-suggest]");
if (queryBox) {
  completeQueries(queryBox);
}
