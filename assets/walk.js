/* Charts without a mouse: a chart takes the focus, and the arrow keys walk the rows of its table, spoken and shown. */
(() => {
  "use strict";

  const HELP = "chart-help";
  const HELP_WORDS = "Arrow keys walk through the figures, Home and End go to the first and last, Escape stops.";
  const OPENS = "Enter opens the page behind a figure.";
  const MOST_LABELS = 2;
  const REST = 400;
  const MARK = /^[^\p{L}\p{N}£$+\-−[(]+\s+/u;

  const rows = new WeakMap();
  let pointed = null;

  const element = (name, properties = {}, children = []) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };

  const help = element("p", { id: HELP, hidden: true, textContent: `${HELP_WORDS} ${OPENS}` });
  const voice = element("div", { id: "chart-voice", className: "visually-hidden" });
  voice.setAttribute("role", "status");
  voice.setAttribute("data-board-always", "");
  const readout = element("div", { className: "chart-readout" });
  // What it shows is what the voice says.
  readout.setAttribute("aria-hidden", "true");

  const metaOf = (graph) => window.boardTheme.figureOf(graph)?.layout?.meta ?? null;
  const chartOf = (node) => node?.closest?.(".js-plotly-plot[data-board-walk]") ?? null;

  /* ---- words ---- */

  const parts = (meta, row) =>
    meta.text[row]
      .map((text, index) => ({ column: meta.columns[index], text }))
      .slice(1)
      .filter(({ column, text }) => column.spoken && text && text !== "[z]");

  const spoken = (meta, text) =>
    Object.entries(meta.shorthand).reduce((words, [mark, meaning]) => words.replaceAll(mark, meaning), text).replace(MARK, "");

  const sentence = (meta, row) => {
    const rest = parts(meta, row).map(({ column, text }) => `${column.label} ${spoken(meta, text)}`);
    const place = `${row + 1} of ${meta.text.length}`;
    return `${spoken(meta, meta.text[row][0])}: ${rest.join(", ")}. ${place}.`;
  };

  const shown = (meta, row) => [
    element("strong", { textContent: meta.text[row][0] }),
    ...parts(meta, row).map(({ column, text }) => element("span", { textContent: `${column.label}: ${text}` })),
    element("span", { className: "chart-place", textContent: `${row + 1} of ${meta.text.length}${meta.links[row] ? ", Enter opens it" : ""}` }),
  ];

  /* ---- the point behind a row ---- */

  const pointsOf = (graph, row) =>
    window.boardTheme
      .figureOf(graph)
      .data.flatMap((trace, curveNumber) =>
        (trace.meta ?? []).flatMap((number, pointNumber) =>
          number === row && trace.x[pointNumber] !== null && trace.y[pointNumber] !== null ? [{ curveNumber, pointNumber }] : [],
        ),
      )
      .slice(0, MOST_LABELS);

  const unpoint = (graph) => {
    if (typeof graph._hoverdata !== "undefined") window.Plotly.Fx.unhover(graph);
  };

  const point = (graph, row) => {
    const points = pointsOf(graph, row);
    unpoint(graph);
    if (points.length) window.Plotly.Fx.hover(graph, points);
  };

  /* ---- walking ---- */

  const tell = (graph, children) => {
    readout.replaceChildren(...children);
    graph.parentElement.append(readout);
  };

  const dismiss = (graph) => {
    rows.delete(graph);
    voice.textContent = "";
    readout.remove();
    unpoint(graph);
  };

  const goTo = (graph, meta, row) => {
    rows.set(graph, row);
    tell(graph, shown(meta, row));
    voice.textContent = sentence(meta, row);
    point(graph, row);
  };

  const steps = {
    ArrowRight: (row, last) => Math.min(row + 1, last),
    ArrowDown: (row, last) => Math.min(row + 1, last),
    ArrowLeft: (row) => Math.max(row - 1, 0),
    ArrowUp: (row) => Math.max(row - 1, 0),
    Home: () => 0,
    End: (_, last) => last,
  };

  const press = (graph, key) => {
    const meta = metaOf(graph);
    const row = rows.get(graph);
    if (key in steps) {
      goTo(graph, meta, steps[key](row ?? -1, meta.text.length - 1));
      return true;
    }
    if (key === "Enter" && meta.links[row]) {
      window.boardPanels.go(meta.links[row]);
      return true;
    }
    if (key === "Escape" && readout.isConnected) {
      dismiss(graph);
      return true;
    }
    return false;
  };

  /*
   * ---- a label can be pointed at, and stays as long as it is (WCAG 1.4.13) ----
   * Only once the pointer has rested: a label covers what is beside its point, and must not stop a pointer on its way.
   */

  let resting = 0;
  const move = (graph) => {
    clearTimeout(resting);
    graph.removeAttribute("data-board-rests");
  };
  const rest = (graph) => {
    move(graph);
    resting = setTimeout(() => graph.setAttribute("data-board-rests", ""), REST);
  };

  const labelOf = (node) => node?.closest?.(".hovertext") ?? null;

  document.addEventListener(
    "mouseout",
    (event) => {
      const [from, to] = [labelOf(event.target), labelOf(event.relatedTarget)];
      // Plotly would take the label away because the pointer has left the plot.
      if (to) event.stopPropagation();
      // Back over the plot Plotly looks for what is there now.
      else if (from && !event.relatedTarget?.closest?.(".draglayer")) unpoint(from.closest(".js-plotly-plot"));
    },
    true,
  );

  /* Plotly 4.1.1 hands these on to the plot by writing to the event, which browsers refuse. */
  for (const name of ["mousemove", "mousedown", "click"]) {
    document.addEventListener(name, (event) => labelOf(event.target) && event.stopPropagation(), true);
  }

  /* In the capture phase: what a chart has used is not for the presentation, which has the same keys. */
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const graph = event.target === chartOf(event.target) ? event.target : null;
      const used = graph ? press(graph, event.key) : false;
      if (used) {
        event.preventDefault();
        event.stopPropagation();
      } else if (event.key === "Escape" && pointed) {
        unpoint(pointed);
      }
    },
    true,
  );

  document.addEventListener("focusin", ({ target }) => {
    if (target === chartOf(target) && target.matches(":focus-visible")) {
      tell(target, [element("span", { textContent: HELP_WORDS })]);
    }
  });

  document.addEventListener("focusout", ({ target }) => {
    if (target === chartOf(target)) dismiss(target);
  });

  /* ---- every chart with a table can be walked ---- */

  const attributes = (meta) => ({
    "data-board-walk": "",
    tabindex: "0",
    // The arrow keys of screen readers reach the page in an application only; everything to read stands outside it.
    role: "application",
    "aria-roledescription": "chart",
    "aria-label": meta.heading,
    "aria-describedby": HELP,
  });

  const prepare = (graph) => {
    const meta = metaOf(graph);
    // Ticks and numbers of a drawing mean nothing one by one; sentence and table say the same in order.
    for (const drawing of graph.querySelectorAll(".main-svg")) drawing.setAttribute("aria-hidden", "true");
    const walks = Boolean(meta?.text?.length);
    for (const [name, value] of Object.entries(attributes(meta ?? {}))) {
      if (walks) graph.setAttribute(name, value);
      else graph.removeAttribute(name);
    }
    const row = rows.get(graph);
    if (walks && row < meta.text.length) goTo(graph, meta, row);
    else if (row !== undefined) dismiss(graph);
  };

  const bound = new WeakSet();
  document.addEventListener("board:drawn", ({ target }) => {
    prepare(target);
    if (bound.has(target) || typeof target.on !== "function") return;
    bound.add(target);
    target.on("plotly_hover", () => {
      pointed = target;
      rest(target);
    });
    target.on("plotly_unhover", () => {
      pointed = null;
      move(target);
    });
  });

  const start = () => document.body.append(help, voice);
  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
})();
