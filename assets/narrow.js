/* Charts in the room they have: texts that fit their bars and, on narrow screens, fewer ticks and names above the bars. */
(() => {
  "use strict";

  const NARROW = 480;
  const TICK = 54;
  const CHARACTER = 6.6;
  const PADDING = 9;
  const BAR = 0.42;
  const DOWN = 0.2;

  const plain = (text) => text.replaceAll(/<br>/g, " ").replaceAll(/<[^>]*>/g, "");
  const clip = (text, length) => (text.length > length ? `${text.slice(0, Math.max(length - 1, 4)).trimEnd()}…` : text);

  /* Horizontal labels of a fixed list would overlap: keep every n-th, counted from the last. */
  const thin = (axis, room) => {
    if (!Array.isArray(axis?.tickvals)) return axis;
    const step = Math.ceil(axis.tickvals.length / Math.max(Math.floor(room / TICK), 1));
    const keep = (list) => list?.filter((_, index) => (list.length - 1 - index) % step === 0);
    return { ...axis, tickvals: keep(axis.tickvals), ticktext: keep(axis.ticktext) };
  };

  /* Charts of numbered rows have an axis that runs downwards and a text for each row. */
  const hasRows = (axis) => axis?.visible !== false && Array.isArray(axis?.ticktext) && axis.range?.[0] > axis.range?.[1];

  /* A segment too short for "▲ 4" shows 4, and nothing where even that would meet its neighbour; the table has them all. */
  const fitting = (words, pixels) =>
    [words, words.split(" ").at(-1)].find((each) => each.length * CHARACTER + PADDING <= pixels) ?? "";

  const fitted = (trace, scale) =>
    trace.type === "bar" && trace.textposition === "inside"
      ? { ...trace, text: trace.text.map((words, row) => fitting(words, (trace.x[row] ?? 0) * scale)) }
      : trace;

  /* The axis takes as much as its longest name needs. */
  const beside = ({ data, layout }, width) => {
    const lines = layout.yaxis.ticktext.flatMap((name) => name.split("<br>"));
    const room = width - 24 - CHARACTER * Math.max(...lines.map((line) => line.length));
    return { layout, data: data.map((trace) => fitted(trace, room / layout.xaxis.range[1])) };
  };

  const lower = (trace, scale) => {
    if (trace.type !== "bar") return { ...trace, y: trace.y.map((row) => row + DOWN) };
    const width = trace.width ? trace.width * 0.6 : BAR;
    return { ...fitted(trace, scale), width, offset: DOWN - width / 2 };
  };

  const isNote = (annotation) => annotation.xref === "paper" && annotation.yref === "paper" && annotation.x === 1;

  /* The note in the top corner would meet the legend, which needs the whole width here. */
  const below = (layout) => ({
    ...layout,
    annotations: layout.annotations?.map((annotation) =>
      isNote(annotation) && annotation.yanchor === "bottom"
        ? { ...annotation, y: 0, yanchor: "top", yshift: layout.xaxis?.ticktext ? -40 : -6 }
        : annotation,
    ),
    margin: { ...layout.margin, b: layout.annotations?.some(isNote) ? (layout.xaxis?.ticktext ? 62 : 26) : layout.margin?.b },
  });

  const rows = ({ data, layout }, width) => {
    const values = new Map();
    const others = [];
    for (const annotation of layout.annotations ?? []) {
      if (annotation.yref === "paper" || annotation.xref === "paper") others.push(annotation);
      else values.set(annotation.y, annotation);
    }
    const lines = layout.yaxis.ticktext.flatMap((name, row) => {
      const value = values.get(row);
      const top = { showarrow: false, xref: "paper", y: row - 0.5, yanchor: "top", yshift: 1, font: { size: 12, color: "#0b0c0c" } };
      const room = Math.floor((width - 20) / CHARACTER) - (value ? plain(value.text).length + 2 : 0);
      return [
        { ...top, x: 0, xanchor: "left", text: clip(plain(name), room) },
        ...(value ? [{ ...top, x: 1, xanchor: "right", text: value.text.replaceAll("<br>", " ") }] : []),
      ];
    });
    return {
      data: data.map((trace) => lower(trace, (width - 20) / layout.xaxis.range[1])),
      layout: {
        ...layout,
        yaxis: { ...layout.yaxis, showticklabels: false, showgrid: false },
        shapes: layout.shapes?.map((shape) => ({ ...shape, y0: shape.y0 + DOWN, y1: shape.y1 + DOWN })),
        annotations: [...others, ...lines],
      },
    };
  };

  const fit = (figure, graph) => {
    const width = graph.clientWidth;
    const narrow = width > 0 && width < NARROW;
    if (!narrow) return hasRows(figure.layout.yaxis) && width > 0 ? beside(figure, width) : figure;
    // The chart's class gives it the height that it needs here.
    const { height: _, ...free } = figure.layout;
    const layout = below({ ...free, autosize: true, xaxis: thin(figure.layout.xaxis, width - 56 - (figure.layout.margin?.r ?? 0)) });
    return hasRows(layout.yaxis) ? rows({ data: figure.data, layout }, width) : { data: figure.data, layout };
  };

  window.boardNarrow = { fit };
})();
