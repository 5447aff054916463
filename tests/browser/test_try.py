import json, time
def test_try(reader):
    page = reader.open("/")
    print(json.dumps(page.evaluate("""() => {const g=document.querySelector('#board-status .js-plotly-plot'); return g.data.map(t => ({name:t.name,type:t.type,x:t.x,y:t.y,o:t.orientation,text:t.text,cd:t.customdata}))}"""))[:1800])
    page.click("#board-status .panel-details summary"); reader.settle()
    print(page.inner_html("#board-status [data-board-table]")[:1500])
    print(page.inner_text("#board-status .panel-tools"))
    page = reader.open("/measures/four-week-quit")
    print(json.dumps(page.evaluate("""() => {const g=document.querySelector('#measure-trend .js-plotly-plot'); return g.data.map(t => ({name:t.name,type:t.type,x:t.x,y:t.y}))}"""))[:1800])
    page.click("#measure-trend .panel-details summary"); reader.settle()
    print(page.inner_html("#measure-trend [data-board-table]")[:1500])
    print(page.inner_html("#page-path"), page.inner_html("header")[:1500])
