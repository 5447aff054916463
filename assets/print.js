/* Charts on paper: drawn at the width of the sheet while it is printed, and at the width of the screen again. */
(() => {
  "use strict";

  const WIDE = 960;
  // With its heading, sentence and source a chart takes one sheet at most.
  const HIGHEST = 1100;

  const root = document.documentElement;

  /* Wide charts keep the width that their words need, and the style sheet makes them smaller. */
  const size = (graph) =>
    graph.closest(".panel-wide")
      ? { width: WIDE, height: Math.min(window.boardTheme.figureOf(graph).layout.height ?? HIGHEST, HIGHEST) }
      : { width: graph.parentElement.clientWidth };

  // Last of all listeners, because the colours of paper are put on first.
  window.addEventListener("load", () => {
    window.addEventListener("beforeprint", () => {
      root.dataset.boardPrinting = "";
      // A resize would wait until the sheet is printed; this draws at once.
      for (const graph of document.querySelectorAll(".js-plotly-plot")) window.Plotly.relayout(graph, size(graph));
    });
    window.addEventListener("afterprint", () => {
      delete root.dataset.boardPrinting;
      window.boardTheme.redraw();
    });
  });
})();
