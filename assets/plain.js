/* Draws the components of board_parts: Plain, a tree of elements without behaviour, whose links stay inside the app; Select. */
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

    function Select({id, name, options, value, setProps}) {
        const change = ({target}) => setProps({value: target.value});
        const choices = options.map((each) => draw(["option", {key: each.value, value: each.value}, [each.label]]));
        return window.React.createElement("select", {id, name, value, className: "form-select", onChange: change}, ...choices);
    }

    window.board_parts = Object.assign({}, window.board_parts, {Plain, Select});

    document.addEventListener("click", (event) => {
        if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        const link = event.target.closest("#page a[href^='/']");
        if (!link || link.target || link.hasAttribute("download")) return;
        // A part of the page on show is the browser's own business.
        if (link.hash && link.href.split("#")[0] === window.location.href.split("#")[0]) return;
        event.preventDefault();
        window.history.pushState({}, "", link.getAttribute("href"));
        window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
        // Bootstrap scrolls smoothly, which would slide through a page that is already another one.
        window.scrollTo({top: 0, behavior: "instant"});
    });
})();
