/* Menu and filters: open where there is room, and folded behind the reader on narrow screens. */
(() => {
  "use strict";

  // The style sheet shows them there before this runs; browsers and tools that cannot follow it ask for the attribute.
  const wide = window.matchMedia("(min-width: 60rem)");

  const set = () => {
    for (const fold of document.querySelectorAll("details.fold")) fold.open = wide.matches;
  };

  /* Dash draws the page anew after it was read as plain HTML. */
  const unfold = () => {
    if (wide.matches && document.querySelector("details.fold:not([open])")) set();
  };

  const start = () => {
    unfold();
    new MutationObserver(unfold).observe(document.body, { childList: true, subtree: true });
  };

  wide.addEventListener("change", set);
  for (const name of ["popstate", "_dashprivate_pushstate"]) window.addEventListener(name, set);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
