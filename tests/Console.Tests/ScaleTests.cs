using System.Text.Json;
using Microsoft.Playwright;
using Stvg.Console.Tests.Site;

namespace Stvg.Console.Tests;

/// <summary>64 cameras and 10,000 alerts: measured, and bounded.</summary>
public sealed class ScaleTests(Chromium chromium, Town town, ITestOutputHelper output)
{
    private const int Cameras = 64, Alerts = 10_000;

    /// <summary>Scrolls for a number of frames; the milliseconds of each.</summary>
    private const string Scroll = """
        ([selector, frames]) => new Promise(done => {
            const box = document.querySelector(selector), times = [];
            let last = performance.now(), n = 0;
            const step = now => {
                times.push(now - last);
                last = now;
                if (++n > frames) return done(times.slice(1).sort((a, b) => a - b));
                box.scrollTop = (box.scrollHeight - box.clientHeight) * (0.5 - Math.cos(n / frames * 2 * Math.PI) / 2);
                requestAnimationFrame(step);
            };
            requestAnimationFrame(step);
        })
        """;

    [Fact]
    public async Task Ten_thousand_alerts_and_sixty_four_cameras_stay_smooth()
    {
        var server = await town.ServerAsync();
        var camera = await ElementAsync(server.Http, $"/api/cameras/{Town.Running}");
        var alert = (await ElementAsync(server.Http, "/api/alerts?newest=true&boxes=false&state=closed&limit=1")).GetProperty("items")[0];
        var stop = TestContext.Current.CancellationToken;
        var picture = await server.Http.GetByteArrayAsync($"/api/cameras/{Town.Running}/snapshot.jpg?width=320", stop);

        var few = await MeasureAsync(server.Http.BaseAddress!, new Generated(camera, alert, picture, 4, 300), 4, 300);
        var many = await MeasureAsync(server.Http.BaseAddress!, new Generated(camera, alert, picture, Cameras, Alerts), Cameras, Alerts);

        foreach (var (name, m) in ((string, Measured)[])[("4 cameras, 300 alerts", few), ("64 cameras, 10,000 alerts", many)])
            output.WriteLine(
                "{0}: a frame while scrolling takes (median, p95) {1:0.0}, {2:0.0} ms in alerts, {3:0.0}, {4:0.0} ms on the wall; "
                + "elements {5} and {6}; heap {7:0.0} MB",
                name, Median(m.List), P95(m.List), Median(m.Wall), P95(m.Wall), m.ListElements, m.WallElements, m.Heap / 1e6);

        // What is in the page depends on the window, not on how much there is.
        Assert.InRange(many.ListElements, 1, few.ListElements * 2);
        Assert.InRange(many.WallElements, 1, 1000);
        Assert.True(many.Heap - few.Heap < 30e6, $"10,000 alerts take {(many.Heap - few.Heap) / 1e6:0.0} MB");
        // Smooth: a frame takes as long as with a few, and the slowest twentieth not twice as long. The floor is a 60 Hz screen's frame.
        Assert.True(Median(many.List) <= Math.Max(17, Median(few.List)) * 1.5);
        Assert.True(P95(many.List) <= Math.Max(34, P95(few.List)) * 2);
        Assert.True(Median(many.Wall) <= Math.Max(17, Median(few.Wall)) * 2);
    }

    private async Task<Measured> MeasureAsync(Uri address, Generated generated, int cameras, int alerts)
    {
        await using var visit = await Visit.BeginAsync(chromium, address, "about:blank");
        var page = visit.Page;
        await generated.AnswerAsync(page);
        await page.GotoAsync(new Uri(address, "/alerts").ToString());
        await Wait.SeenAsync(page.Locator(".alert-line"));
        // To the end, page by page, as somebody would who never stops.
        await page.EvaluateAsync<int>("""
            total => new Promise(done => {
                const step = () => {
                    const box = document.querySelector('.virtual');
                    const count = Number(box.querySelector('[aria-setsize]').ariaSetSize);
                    if (count >= total) return done(count);
                    box.scrollTop = box.scrollHeight;
                    requestAnimationFrame(step);
                };
                step();
            })
            """, alerts + Generated.Streamed);
        var list = await page.EvaluateAsync<double[]>(Scroll, new object[] { ".virtual", 90 });
        var listElements = await page.EvaluateAsync<int>("() => document.querySelectorAll('*').length");
        var heap = await HeapAsync(page);

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Live" }).ClickAsync();
        await Wait.SeenAsync(page.GetByText($"{cameras} cameras"));
        await Wait.UntilAsync(page, "() => [...document.querySelectorAll('.tile img')].some(i => i.naturalWidth > 0)");
        var wall = await page.EvaluateAsync<double[]>(Scroll, new object[] { "main", 60 });
        var wallElements = await page.EvaluateAsync<int>("() => document.querySelectorAll('*').length");
        if (cameras == Cameras) await visit.PictureAsync("wall");
        return new Measured(list, wall, listElements, wallElements, heap);
    }

    private static double Median(double[] sorted) => sorted[sorted.Length / 2];

    private static double P95(double[] sorted) => sorted[sorted.Length * 95 / 100];

    private static async Task<double> HeapAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("HeapProfiler.collectGarbage");
        var usage = await session.SendAsync("Runtime.getHeapUsage");
        return usage!.Value.GetProperty("usedSize").GetDouble();
    }

    private static async Task<JsonElement> ElementAsync(HttpClient http, string path) =>
        JsonElement.Parse(await http.GetByteArrayAsync(path, TestContext.Current.CancellationToken));

    private sealed record Measured(double[] List, double[] Wall, int ListElements, int WallElements, double Heap);
}
