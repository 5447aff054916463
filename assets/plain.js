/* Draws the component board_parts.Plain: a tree of elements without behaviour; links stay inside the app. */
(function () {
    "use strict";

    const draw = (part) => {
        if (typeof part === "string") return part;
        const [tag, attributes, children] = part;
        const {class: _, ...properties} = attributes;
        return window.React.createElement(tag, properties, ...children.map(draw));
    };

    function Plain({parts}) {
        return window.React.createElement(window.React.Fragment, null, ...parts.map(draw));
    }

    window.board_parts = Object.assign({}, window.board_parts, {Plain});

    document.addEventListener("click", (event) => {
        if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        const link = event.target.closest("#page a[href^='/']");
        if (!link || link.target || link.hasAttribute("download")) return;
        event.preventDefault();
        window.history.pushState({}, "", link.getAttribute("href"));
        window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
        // Bootstrap scrolls smoothly, which would slide through a page that is already another one.
        window.scrollTo({top: 0, behavior: "instant"});
    });
})();
