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

// Completions of the query while it is typed, from the words of the index.
const box = document.querySelector("input[data-suggest]");
const list = document.getElementById("suggestions");
if (box && list) {
  let waiting = 0;
  let asked = 0;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => complete(box.value.trim()), 200);
  });

  const complete = async (typed) => {
    const mine = ++asked;
    if (!typed) {
      list.replaceChildren();
      return;
    }
    const answer = await fetch(`${box.dataset.suggest}?${new URLSearchParams({ q: typed })}`);
    if (!answer.ok || mine !== asked) {
      return;
    }
    const { suggestions } = await answer.json();
    list.replaceChildren(...suggestions.map((text) => new Option(text, text)));
  };
}
