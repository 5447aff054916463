// Dash loads the chart library when the first chart needs it; this points it at the one the page has begun to fetch.
(() => {
  const library = document.getElementById("plotly-library");
  if (!library) return;
  // Dash 4.4.1 sets this name itself, to the full library, once it has started.
  Object.defineProperty(window, "_dashPlotlyJSURL", { get: () => library.href, set: () => {} });
})();
