import json
def test_try(reader):
    page = reader.open("/")
    print(reader.questions, reader.hosts)
    print(page.evaluate("() => document.documentElement.outerHTML.length"))
    for path in ("/?status=off",):
        reader.choose("filter-status", "off")
        print(page.url, reader.questions)
    page.click("text=Measures >> nth=0"); reader.settle()
    print(page.url, reader.questions, page.title())
    page.screenshot(path="/tmp/h/a.png")
