/* Chart panels: data table, downloads, and points that lead somewhere. */
(() => {
  "use strict";

  const WIDTH = 960;
  const LEAST_HEIGHT = 540;
  const SCALE = 2;
  const EDGE = 32;
  const INK = "#0b0c0c";
  const MUTED = "#4c555a";
  const SVG = "http://www.w3.org/2000/svg";

  const panelOf = (node) => node.closest("[data-board-panel]");
  const graphOf = (panel) => panel.querySelector(".js-plotly-plot");
  const figureOf = (panel) => {
    const graph = graphOf(panel);
    return graph ? window.boardTheme.figureOf(graph) : null;
  };
  const metaOf = (panel) => figureOf(panel)?.layout?.meta ?? null;

  const element = (name, properties = {}, children = []) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };

  /* ---- navigation: as dcc.Link does it, so that page changes stay inside the app ---- */

  const go = (href, event) => {
    if (!href.startsWith("/")) return;
    if (event && (event.metaKey || event.ctrlKey || event.shiftKey)) {
      window.open(href, "_blank", "noopener");
      return;
    }
    history.pushState({}, "", href);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    // Bootstrap scrolls smoothly, which would slide through a page that is already another one.
    window.scrollTo({ top: 0, behavior: "instant" });
  };

  const hrefOf = (event) => {
    const data = event?.points?.[0]?.customdata;
    const href = Array.isArray(data) ? data[0] : data;
    return typeof href === "string" ? href : null;
  };

  const bound = new WeakSet();
  const bind = (graph) => {
    if (bound.has(graph) || typeof graph.on !== "function") return;
    bound.add(graph);
    graph.on("plotly_click", (event) => {
      const href = hrefOf(event);
      if (href) go(href, event.event);
    });
    graph.on("plotly_hover", (event) => graph.classList.toggle("leads-somewhere", Boolean(hrefOf(event))));
    graph.on("plotly_unhover", () => graph.classList.remove("leads-somewhere"));
  };

  document.addEventListener("click", (event) => {
    const anchor = event.target.closest("[data-board-table] a[href]");
    if (!anchor || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(anchor.getAttribute("href"), event);
  });

  /* ---- table ---- */

  const sourceLine = (meta) => {
    const asAt = meta.as_at.startsWith("As ") || !meta.as_at ? meta.as_at : `As at ${meta.as_at}`;
    const parts = [meta.source && `Source: ${meta.source}`, asAt].filter(Boolean);
    return parts.map((part) => `${part.replace(/\.+$/, "")}.`).join(" ");
  };

  const subtitle = (meta) => [meta.subtitle, meta.filters].filter(Boolean).join(" · ");

  const tableOf = (meta) => {
    const align = (column) => (column.align === "right" ? "number" : "");
    const head = element(
      "tr",
      {},
      meta.columns.map((column) => element("th", { scope: "col", className: align(column), textContent: column.label })),
    );
    const body = meta.text.map((cells, row) => {
      const href = meta.links[row];
      return element(
        "tr",
        {},
        cells.map((text, index) => {
          const column = meta.columns[index];
          if (index > 0) return element("td", { className: align(column), textContent: text });
          const name = href ? [element("a", { href, textContent: text })] : [text];
          return element("th", { scope: "row", className: align(column) }, name);
        }),
      );
    });
    const words = [meta.heading, subtitle(meta), meta.illustrative ? "Illustrative" : ""].filter(Boolean).join(". ");
    return element("table", { className: "data-table" }, [
      element("caption", { textContent: words }),
      element("thead", {}, [head]),
      element("tbody", {}, body),
    ]);
  };

  const fill = (panel) => {
    const place = panel.querySelector("[data-board-table]");
    const meta = metaOf(panel);
    if (!place || !meta || !place.closest("details")?.open) return;
    const scroll = element("div", { className: "table-scroll", tabIndex: 0, role: "region" }, [tableOf(meta)]);
    scroll.setAttribute("aria-label", `Data table: ${meta.heading}`);
    place.replaceChildren(scroll);
  };

  document.addEventListener(
    "toggle",
    (event) => {
      const panel = panelOf(event.target);
      if (panel && event.target.matches(".panel-details")) fill(panel);
    },
    true,
  );

  document.addEventListener("board:drawn", (event) => {
    bind(event.target);
    const panel = panelOf(event.target);
    if (panel) fill(panel);
  });

  /* ---- downloads ---- */

  const save = (blob, name) => {
    const address = URL.createObjectURL(blob);
    element("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  };

  /* A spreadsheet would run text that starts like a formula. */
  const cell = (value) => {
    if (value === null || value === undefined) return "";
    const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };

  const csv = (meta) => {
    const extra = [meta.source, meta.as_at, ...(meta.illustrative ? ["Illustrative"] : [])];
    const head = [...meta.columns.map((column) => column.key), "source", "as_at", ...(meta.illustrative ? ["note"] : [])];
    const lines = [head, ...meta.rows.map((row) => [...row, ...extra])];
    return `\uFEFF${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
  };

  const pen = document.createElement("canvas").getContext("2d");
  const broken = (text, font, width) => {
    pen.font = font;
    const lines = [];
    for (const word of text.split(/\s+/).filter(Boolean)) {
      const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
      if (lines.length && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  };

  const block = (text, { size, weight = 400, colour = INK, family }) => ({
    size, weight, colour, family,
    lines: broken(text, `${weight} ${size}px ${family}`, WIDTH - 2 * EDGE),
    step: Math.round(size * 1.35),
  });

  const tall = (parts) => parts.reduce((sum, part) => sum + part.lines.length * part.step + 4, 0);

  const svgNode = (name, attributes) => {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  };

  const place = (svg, parts, start) => {
    let y = start;
    for (const part of parts) {
      for (const line of part.lines) {
        y += part.step;
        const text = svgNode("text", {
          x: EDGE, y, fill: part.colour, "font-size": part.size, "font-weight": part.weight, "font-family": part.family,
        });
        text.textContent = line;
        svg.append(text);
      }
      y += 4;
    }
  };

  /* The picture is put together here and not by annotations, so that long words wrap and never cover the plot. */
  const picture = async (figure) => {
    const { meta, ...layout } = figure.layout;
    const family = layout.font?.family ?? "sans-serif";
    const tag = meta.illustrative ? ["Illustrative: made up to show the board, not real figures."] : [];
    const above = [
      block(meta.heading, { size: 24, weight: 700, family }),
      ...(subtitle(meta) ? [block(subtitle(meta), { size: 15, colour: MUTED, family })] : []),
      ...tag.map((words) => block(words, { size: 15, weight: 700, family })),
    ];
    const below = [
      block(meta.sentence, { size: 15, family }),
      block(sourceLine(meta), { size: 13, colour: MUTED, family }),
    ];
    const top = EDGE / 2 + tall(above) + 12;
    const bottom = tall(below) + EDGE;
    const height = Math.max(LEAST_HEIGHT, (layout.height ?? 0) + top + bottom);
    const drawing = await window.Plotly.toImage(
      { data: figure.data, layout: { ...layout, width: undefined, height: undefined, autosize: false } },
      { format: "svg", width: WIDTH - 2 * EDGE, height: Math.round(height - top - bottom), imageDataOnly: true },
    );
    const inner = new DOMParser().parseFromString(drawing, "image/svg+xml").documentElement;
    inner.setAttribute("x", EDGE);
    inner.setAttribute("y", top);
    const svg = svgNode("svg", { width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img" });
    const title = svgNode("title", {});
    title.textContent = `${meta.heading}. ${meta.sentence}`;
    svg.append(title, svgNode("rect", { width: WIDTH, height, fill: "#ffffff" }), inner);
    place(svg, above, EDGE / 2);
    place(svg, below, height - bottom + 8);
    return { text: new XMLSerializer().serializeToString(svg), height };
  };

  const png = async ({ text, height }) => {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = element("canvas", { width: WIDTH * SCALE, height: Math.round(height * SCALE) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  };

  const makers = {
    csv: async (figure) => new Blob([csv(figure.layout.meta)], { type: "text/csv;charset=utf-8" }),
    svg: async (figure) => new Blob([(await picture(figure)).text], { type: "image/svg+xml" }),
    png: async (figure) => png(await picture(figure)),
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-board-download]");
    const figure = button && figureOf(panelOf(button));
    if (!figure) return;
    const kind = button.dataset.boardDownload;
    button.setAttribute("aria-busy", "true");
    try {
      save(await makers[kind](figure), `${figure.layout.meta.file_name}.${kind}`);
    } finally {
      button.removeAttribute("aria-busy");
    }
  });

  window.boardPanels = { csv, picture, go };
})();
