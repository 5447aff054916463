/* Address and arrival: filters write the query string, and a new view is titled, announced and focused. */
(function () {
    "use strict";

    // The order of PARAMETERS in dashboard/filters.py; a test holds the two together.
    const PARAMETERS = ["plan", "priority", "outcome", "measure", "status", "area", "from", "to", "as_at", "illustrative"];
    const OF_A_PLAN = ["priority", "outcome", "status", "from", "to"];
    let path = window.location.pathname;

    /** The query string that the controls on the page stand for; a dash is a parameter left out. */
    function search(...args) {
        const current = args.pop() || "";
        const parameters = new URLSearchParams(current);
        PARAMETERS.forEach((name, index) => {
            const value = args[index];
            if (value === undefined || value === null) return;
            if (value === "-") parameters.delete(name);
            else parameters.set(name, value);
        });
        const context = window.dash_clientside.callback_context;
        if ((context.triggered || []).some((each) => each.prop_id === "filter-plan.value")
            && (new URLSearchParams(current).get("plan") || "") !== (parameters.get("plan") || "")) {
            OF_A_PLAN.forEach((name) => parameters.delete(name));
        }
        const text = parameters.toString();
        const wanted = text ? "?" + text : "";
        const same = new URLSearchParams(current).toString() === text;
        return same ? window.dash_clientside.no_update : wanted;
    }

    /** Titles the tab, moves focus to a new page, and returns what a screen reader is told. */
    function arrived(title) {
        document.title = title + " - Council plan board";
        if (window.location.pathname !== path) {
            path = window.location.pathname;
            document.getElementById("main")?.focus({preventScroll: true});
            return title;
        }
        return document.getElementById("summary")?.textContent || title;
    }

    window.dash_clientside = Object.assign({}, window.dash_clientside, {board: {search, arrived}});
})();
