// Shows which words and which values belong together. The page works without it.
"use strict";
(() => {
  const words = new Map();
  for (const piece of document.querySelectorAll("[data-v]"))
    for (const value of piece.dataset.v.split(" "))
      words.set(value, [...(words.get(value) || []), piece]);

  // a value's own anchor, of an anchor of the value or of its words
  const valueOf = (anchor) => anchor.replace(/-word(-\d+)?$/, "");
  const valuesOf = (element) => {
    const link = element.closest("a[href^='#'], .v");
    if (!link) return [];
    if (link.dataset.v) return link.dataset.v.split(" ");
    return [valueOf(link.id || link.getAttribute("href").slice(1))];
  };

  const mark = (name, values) => {
    for (const old of document.querySelectorAll("." + name)) old.classList.remove(name);
    for (const value of values) {
      document.getElementById(value)?.classList.add(name);
      for (const piece of words.get(value) || []) piece.classList.add(name);
    }
  };
  const ofEvent = (card) => [...words.keys()].filter((value) => value.startsWith(card.id + "-"));

  const point = (event) => {
    mark("lit", valuesOf(event.target));
    const card = event.target.closest(".event");
    mark("near", card ? ofEvent(card) : []);
    if (card) for (const sign of document.querySelectorAll(`.sign[href="#${card.id}"]`)) sign.classList.add("near");
    for (const text of document.querySelectorAll(".text.dim")) text.classList.remove("dim");
    card?.closest(".sides").querySelector(".text").classList.add("dim");
  };
  document.addEventListener("mouseover", point);
  document.addEventListener("focusin", point);

  // The text stands still beside the events: move only what has to move, and keep what was chosen in sight.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const goal = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!goal || !goal.closest(".sides") || !link.closest(".sides")) return;
    event.preventDefault();
    history.replaceState(null, "", link.getAttribute("href"));
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    goal.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
    mark("chosen", valuesOf(link));
    if (goal.matches(".event")) goal.classList.add("chosen");
    (goal.matches("a") ? goal : goal.querySelector("a"))?.focus({ preventScroll: true });
  });
})();
