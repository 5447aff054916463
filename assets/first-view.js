/* The first view travels inside the page, so the renderer's two opening requests are answered from there. */
(function () {
    "use strict";

    const element = document.getElementById("first-view");
    if (!element) return;
    const answers = JSON.parse(element.textContent);
    const fetch = window.fetch;

    window.fetch = function (address, options) {
        const name = String(address).split("?")[0].split("/").pop();
        if (name in answers) {
            const body = JSON.stringify(answers[name]);
            delete answers[name];
            if (!Object.keys(answers).length) window.fetch = fetch;
            return Promise.resolve(new Response(body, {headers: {"Content-Type": "application/json"}}));
        }
        return fetch.apply(this, arguments);
    };
})();
