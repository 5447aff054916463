def test_try(reader):
    page = reader.open("/")
    page.set_viewport_size({"width": 320, "height": 640})
    for i in range(8):
        page.wait_for_timeout(300)
        print(page.evaluate("() => document.documentElement.scrollWidth"))
    print(page.evaluate("() => [...document.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > 330).slice(0,12).map(e => e.tagName+'#'+e.id+'.'+(e.className.baseVal??e.className)+' '+Math.round(e.getBoundingClientRect().width))"))
    page.screenshot(path="/tmp/h/narrow.png")
