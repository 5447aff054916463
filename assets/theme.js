/* Light, dark and high contrast: keeps the reader's choice and recolours charts, which the server draws in light colours. */
(() => {
  "use strict";

  const KEY = "board-theme";
  const CHOICES = ["system", "light", "dark", "contrast"];
  const UNTOUCHED = new Set(["meta", "customdata", "x", "y", "hovertext", "ticktext", "tickvals", "base"]);
  const SWATCH = /(style="color:)(#[0-9a-f]{6})/g;

  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const contrast = window.matchMedia("(prefers-contrast: more)");
  const forced = window.matchMedia("(forced-colors: active)");
  const drawn = new Map();
  let palette = null;

  const read = () => {
    try {
      const choice = localStorage.getItem(KEY);
      return CHOICES.includes(choice) ? choice : "system";
    } catch {
      return "system"; // storage may be forbidden; the choice then lasts as long as the page
    }
  };
  let choice = read();

  let printing = false; // paper is always light

  const shade = () => {
    if (printing) return "light";
    // The reader's own colours replace ours everywhere but in charts, which then follow how light those are.
    if (forced.matches) return dark.matches ? "contrast" : "light";
    if (choice !== "system") return choice;
    if (contrast.matches) return "contrast";
    return dark.matches ? "dark" : "light";
  };

  const apply = () => {
    root.dataset.boardShade = shade();
    root.dataset.bsTheme = root.dataset.boardShade === "light" ? "light" : "dark";
    root.dataset.boardTheme = choice;
    palette = null;
  };

  const colours = () => {
    if (!palette) {
      const pairs = getComputedStyle(root).getPropertyValue("--board-palette").replaceAll(/["'\s]/g, "");
      palette = new Map(pairs.split(",").filter(Boolean).map((pair) => pair.split(">")));
    }
    return palette;
  };

  const recolour = (node, map) => {
    if (typeof node === "string") {
      return map.get(node) ?? node.replaceAll(SWATCH, (_, start, value) => start + (map.get(value) ?? value));
    }
    if (Array.isArray(node)) return typeof node[0] === "number" ? node : node.map((item) => recolour(item, map));
    if (node === null || typeof node !== "object" || Object.getPrototypeOf(node) !== Object.prototype) return node;
    const copy = {};
    for (const [key, value] of Object.entries(node)) copy[key] = UNTOUCHED.has(key) ? value : recolour(value, map);
    return copy;
  };

  const shown = (figure, graph) => {
    const map = colours();
    const fitted = window.boardNarrow.fit(figure, graph);
    const plain = graph.closest("[data-board-slide]") ? window.boardPresent.enlarge(fitted) : fitted;
    // A layout of its own: Plotly writes into it the size that it was drawn at, on paper too.
    const { data, layout } = plain;
    return map.size ? { data: recolour(data, map), layout: recolour(layout, map) } : { data, layout: { ...layout } };
  };

  const wrap = (plotly, name) => {
    const original = plotly[name];
    return (target, data, layout, config) => {
      const graph = typeof target === "string" ? document.getElementById(target) : target;
      const whole = data && !Array.isArray(data) ? data : { data, layout, config };
      const figure = { data: whole.data ?? [], layout: whole.layout ?? {}, config: whole.config };
      drawn.set(graph, figure);
      return original(graph, { ...whole, ...shown(figure, graph) }).then((result) => {
        graph.dispatchEvent(new CustomEvent("board:drawn", { bubbles: true }));
        return result;
      });
    };
  };

  const adopt = (plotly) => {
    const wrapped = Object.create(plotly);
    for (const name of ["react", "newPlot"]) {
      Object.defineProperty(wrapped, name, { value: wrap(plotly, name), enumerable: true });
    }
    return wrapped;
  };

  let library = window.Plotly && adopt(window.Plotly);
  Object.defineProperty(window, "Plotly", {
    configurable: true,
    get: () => library,
    set: (value) => {
      library = value && adopt(value);
    },
  });

  const redraw = (within = root) => {
    for (const [graph, figure] of drawn) {
      if (!graph.isConnected) drawn.delete(graph);
      else if (within.contains(graph)) library.react(graph, figure);
    }
  };

  const change = () => {
    const before = root.dataset.boardShade;
    apply();
    if (root.dataset.boardShade !== before) redraw();
  };

  apply();
  for (const query of [dark, contrast, forced]) query.addEventListener("change", change);
  window.addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    choice = read();
    change();
  });
  window.addEventListener("beforeprint", () => {
    printing = true;
    change();
  });
  window.addEventListener("afterprint", () => {
    printing = false;
    change();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-board-theme-switch]")) return;
    choice = CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length];
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // kept for this page only
    }
    change();
  });

  window.boardTheme = { figureOf: (graph) => drawn.get(graph) ?? null, redraw };
})();
