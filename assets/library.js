/* Dash loads the chart library when a chart needs it and it is not there yet; this points it at the board's own. */
(function () {
    "use strict";

    const library = document.getElementById("plotly-library");
    if (!library) return;
    // Dash 4.4.1 sets this name to the full library once it has started.
    Object.defineProperty(window, "_dashPlotlyJSURL", {get: () => library.src || library.href, set: () => {}});
})();
