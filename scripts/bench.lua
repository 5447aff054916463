-- Posts filter changes from many readers at once: each picks a measure and two quarters, as the measure page's own filter does.
local measures, quarters = {}, {}
for word in os.getenv("BENCH_MEASURES"):gmatch("%S+") do table.insert(measures, word) end
for word in os.getenv("BENCH_QUARTERS"):gmatch("%S+") do table.insert(quarters, word) end
local headers = {["Content-Type"] = "application/json", ["Accept-Encoding"] = os.getenv("BENCH_ENCODING") or "gzip, deflate, br"}
local body = os.getenv("BENCH_BODY")
local path = os.getenv("BENCH_PATH")

request = function()
  local values = {
    measure = measures[math.random(#measures)],
    new = quarters[math.random(#quarters)],
    old = quarters[math.random(#quarters)],
  }
  return wrk.format("POST", path, headers, (body:gsub("@(%a+)@", values)))
end

local bad = 0
response = function(status) if status ~= 200 then bad = bad + 1 end end
done = function(summary, latency)
  io.write(string.format("RESULT %.0f %.1f %.1f %d\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
