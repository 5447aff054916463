import json, time
def test_try(reader):
    t=time.time()
    page = reader.open("/")
    print("open", time.time()-t)
    print(page.evaluate("() => window.store.getState().appLifecycle"))
    for path in ("/?status=off",):
        t=time.time()
        reader.choose("filter-status", "off")
        print(page.url, reader.questions, page.inner_text("#summary"), page.evaluate("() => document.activeElement.id"), time.time()-t)
    t=time.time()
    page.click("nav >> text=Measures"); reader.settle()
    print(page.url, reader.questions, page.title(), time.time()-t, page.evaluate("() => document.activeElement.id"))
    page.go_back(); reader.settle(); print(page.url, page.title(), page.input_value("#filter-status"), page.inner_text("#summary"), len(reader.questions))
    page.go_back(); reader.settle(); print(page.url, page.title(), page.input_value("#filter-status"), page.inner_text("#summary"), len(reader.questions))
    page.screenshot(path="/tmp/h/a.png")
    print(page.inner_html(".filter-bar")[:1500])
    print(page.inner_html("#board-status")[:3000])
