/* Charts on paper: drawn at the width of the sheet while it is printed, and at the width of the screen again. */
(() => {
  "use strict";

  const root = document.documentElement;

  // A resize would wait until the sheet is printed; this draws at once.
  const draw = (size) => {
    for (const graph of document.querySelectorAll(".js-plotly-plot")) window.Plotly.relayout(graph, size(graph));
  };

  // Last of all listeners, because the colours of paper are put on first.
  window.addEventListener("load", () => {
    window.addEventListener("beforeprint", () => {
      root.dataset.boardPrinting = "";
      draw((graph) => ({ width: graph.parentElement.clientWidth }));
    });
    window.addEventListener("afterprint", () => {
      delete root.dataset.boardPrinting;
      draw(() => ({ autosize: true }));
    });
  });
})();
