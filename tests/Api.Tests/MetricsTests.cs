using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Stvg.Api.Metrics;

namespace Stvg.Api.Tests;

[Collection(Alone.Name)]
public sealed class MetricsTests : IDisposable
{
    private readonly Meter _meter = new("Stvg.Test");
    private readonly MetricsCollector _collector;

    public MetricsTests() =>
        _collector = new MetricsCollector(NullLogger<MetricsCollector>.Instance, i => ReferenceEquals(i.Meter, _meter));

    public void Dispose()
    {
        _collector.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Counters_only_grow_and_are_named_as_Prometheus_wants_it()
    {
        var frames = _meter.CreateCounter<long>("stvg.frames.decoded", "{frame}", "Frames out of the decoder.");
        var time = _meter.CreateCounter<double>("busy.time", "s");
        frames.Add(2, new KeyValuePair<string, object?>("camera", "gate-1"));
        frames.Add(3, new KeyValuePair<string, object?>("camera", "gate-1"));
        frames.Add(1, new KeyValuePair<string, object?>("camera", "gate-2"));
        time.Add(0.5);
        time.Add(0.25);
        Assert.Equal(
            """
            # HELP stvg_busy_time_seconds_total 
            # TYPE stvg_busy_time_seconds_total counter
            stvg_busy_time_seconds_total 0.75
            # HELP stvg_frames_decoded_total Frames out of the decoder.
            # TYPE stvg_frames_decoded_total counter
            stvg_frames_decoded_total{camera="gate-1"} 5
            stvg_frames_decoded_total{camera="gate-2"} 1

            """, _collector.Scrape());
    }

    [Fact]
    public void Gauges_go_up_and_down()
    {
        var open = _meter.CreateUpDownCounter<int>("stvg.open");
        var load = _meter.CreateGauge<float>("stvg.load", "1");
        open.Add(3);
        open.Add(-1);
        load.Record(0.9f);
        load.Record(0.25f);
        Assert.Equal(2, Value("stvg_open"));
        Assert.Equal(0.25, Value("stvg_load_ratio"));
    }

    [Fact]
    public void Observed_values_are_asked_for_at_every_scrape_and_gone_ones_are_not_shown()
    {
        var cameras = new Dictionary<string, long> { ["a"] = 1, ["b"] = 2 };
        IEnumerable<Measurement<long>> Delays() =>
            cameras.Select(c => new Measurement<long>(c.Value, new KeyValuePair<string, object?>("camera", c.Key)));
        _meter.CreateObservableGauge("stvg.delay", Delays, "s");
        _meter.CreateObservableCounter("stvg.bytes.read", () => 7L, "By");
        Assert.Equal(2, Value("""stvg_delay_seconds{camera="b"}"""));
        cameras.Remove("b");
        cameras["a"] = 5;
        Assert.Equal(5, Value("""stvg_delay_seconds{camera="a"}"""));
        Assert.DoesNotContain("\"b\"", _collector.Scrape());
        // The total is told as it is, not added to itself.
        Assert.Equal(7, Value("stvg_bytes_read_total"));
        Assert.Equal(7, Value("stvg_bytes_read_total"));
    }

    [Fact]
    public void A_gauge_that_cannot_be_read_hides_no_other()
    {
        _meter.CreateObservableGauge("stvg.bad", int () => throw new InvalidOperationException("no"));
        _meter.CreateObservableGauge("stvg.good", () => 1);
        Assert.Equal(1, Value("stvg_good"));
    }

    [Fact]
    public void Histograms_count_what_is_at_or_below_each_bound()
    {
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] };
        var histogram = _meter.CreateHistogram("stvg.time", "s", "Time.", advice: advice);
        foreach (var value in new[] { 0.05, 0.1, 0.5, 1, 7, double.NaN }) histogram.Record(value);
        Assert.Equal(
            """
            # HELP stvg_time_seconds Time.
            # TYPE stvg_time_seconds histogram
            stvg_time_seconds_bucket{le="0.1"} 2
            stvg_time_seconds_bucket{le="1"} 4
            stvg_time_seconds_bucket{le="+Inf"} 5
            stvg_time_seconds_sum 8.65
            stvg_time_seconds_count 5

            """, _collector.Scrape());
    }

    [Theory]
    [InlineData("s", 0.001, 60)]
    [InlineData("ms", 1, 60_000)]
    [InlineData("By", 1024, 1_073_741_824)]
    [InlineData("1", 0.1, 1)]
    [InlineData(null, 0, 10_000)]
    public void Without_advice_the_unit_says_which_bounds(string? unit, double first, double last)
    {
        var bounds = Buckets.Of(_meter.CreateHistogram<int>("h", unit));
        Assert.Equal((first, last), (bounds[0], bounds[^1]));
        Assert.Equal(bounds.Order().Distinct(), bounds);
    }

    [Fact]
    public void Labels_are_sorted_and_escaped()
    {
        var counter = _meter.CreateCounter<long>("stvg.c", description: "a \\ b\nc");
        counter.Add(1, new("z.y", "say \"hi\"\\\n"), new("a-b", 1.5), new("flag", true), new("1st", null), new("le", "x"));
        counter.Add(1, new("le", "x"), new("1st", null), new("flag", true), new("a-b", 1.5), new("z.y", "say \"hi\"\\\n"));
        var text = _collector.Scrape();
        Assert.Contains("""stvg_c_total{_1st="",a_b="1.5",flag="true",le_="x",z_y="say \"hi\"\\\n"} 2""" + "\n", text);
        Assert.Contains("# HELP stvg_c_total a \\\\ b\\nc\n", text);
        Assert.Equal(2, Exposition.Parse(text).Single().Value);
    }

    [Fact]
    public void Long_labels_are_cut_and_many_fit()
    {
        var counter = _meter.CreateCounter<long>("stvg.c");
        counter.Add(1, new("a", new string('x', 10_000)), new("b", new string('"', 300)), new("c", new string('\\', 300)));
        var sample = Exposition.Parse(_collector.Scrape()).Single();
        Assert.Equal(new string('x', 200), sample.Labels["a"]);
        Assert.Equal(new string('"', 200), sample.Labels["b"]);
        Assert.Equal(new string('\\', 200), sample.Labels["c"]);
    }

    [Fact]
    public void Series_beyond_measure_go_into_one()
    {
        var counter = _meter.CreateCounter<long>("stvg.c");
        for (var i = 0; i < MetricFamily.MostSeries + 50; i++) counter.Add(1, new KeyValuePair<string, object?>("id", i));
        counter.Add(1, new KeyValuePair<string, object?>("id", 0));
        var samples = Exposition.Parse(_collector.Scrape()).ToList();
        Assert.Equal(MetricFamily.MostSeries + 1, samples.Count);
        Assert.Equal(50, samples.Single(s => s.Labels.ContainsKey("otel_metric_overflow")).Value);
        Assert.Equal(2, samples.Single(s => s.Labels.GetValueOrDefault("id") == "0").Value);
    }

    [Fact]
    public void Two_meanings_under_one_name_are_not_mixed()
    {
        var gauge = _meter.CreateGauge<long>("stvg.x.total");
        var counter = _meter.CreateCounter<long>("stvg.x");
        gauge.Record(7);
        counter.Add(1);
        Assert.Equal(7, Value("stvg_x_total"));
    }

    [Fact]
    public void What_a_meter_measured_goes_with_it()
    {
        using (var brief = new Meter("Stvg.Test"))
        {
            using var collector = new MetricsCollector(NullLogger<MetricsCollector>.Instance, i => ReferenceEquals(i.Meter, brief));
            brief.CreateCounter<long>("stvg.c").Add(1);
            Assert.NotEmpty(collector.Scrape());
            brief.Dispose();
            Assert.Empty(collector.Scrape());
        }
    }

    [Fact]
    public async Task Nothing_is_lost_when_many_measure_at_once()
    {
        var counter = _meter.CreateCounter<long>("stvg.c");
        var histogram = _meter.CreateHistogram<long>("stvg.h");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(t => Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                counter.Add(1, new KeyValuePair<string, object?>("k", i % 3));
                histogram.Record(i % 7);
                if (i % 5000 == 0) _collector.Scrape();
            }
        })));
        var samples = Exposition.Parse(_collector.Scrape()).ToList();
        Assert.Equal(80_000, samples.Where(s => s.Name == "stvg_c_total").Sum(s => s.Value));
        Assert.Equal(80_000, samples.Single(s => s.Name == "stvg_h_count").Value);
    }

    [Fact]
    public void A_measurement_of_a_known_series_allocates_nothing()
    {
        var counter = _meter.CreateCounter<long>("stvg.c");
        var camera = new KeyValuePair<string, object?>("camera", "gate-1");
        for (var i = 0; i < 100; i++) counter.Add(1, camera);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) counter.Add(1, camera);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task The_server_shows_the_products_meters_and_its_own_requests()
    {
        await using var site = await Site.StartAsync();
        (await site.GetAsync("/api/cameras/none")).Is(404);
        await using var events = await Events.OpenAsync(site.Client);
        Sample[] samples = [];
        // A request is measured a moment after its answer.
        await Wait.AskAsync(async () =>
        {
            var answer = await site.GetAsync("/metrics");
            Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.ContentHeaders.ContentType!.ToString());
            samples = [.. Exposition.Parse(answer.Text)];
            return Array.Exists(samples, s => s.Series.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal)
                && s.Labels.GetValueOrDefault("http_route") == "/api/cameras/{id}");
        }, "the request is measured");
        Assert.True(samples.Single(s => s.Name == "stvg_api_streams").Value >= 1);
        Assert.All(samples, s => Assert.Matches("^(stvg_|http_server_request_duration_seconds)", s.Name));
    }

    private double Value(string series) => Exposition.Parse(_collector.Scrape()).Single(s => s.Series == series).Value;
}
