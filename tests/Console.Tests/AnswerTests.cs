using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Stvg.Console.Tests.Site;
using Stvg.Core.Evaluation;
using Stvg.Core.Frames;
using Stvg.Tests;

namespace Stvg.Console.Tests;

/// <summary>A sentence is asked, and the answer looked at.</summary>
public sealed class AnswerTests(Chromium chromium, Town town, ITestOutputHelper output)
{
    [Fact]
    public async Task The_answer_is_where_the_ground_truth_says()
    {
        var server = await town.ServerAsync();
        var truth = Truth("p08", out var sentence);
        await using var visit = await Visit.BeginAsync(chromium, server.Http.BaseAddress!, "/ask");
        var page = visit.Page;

        await page.Locator("#sentence").FillAsync(sentence);
        var chips = page.Locator(".chip");
        await Wait.SeenAsync(chips.Filter(new LocatorFilterOptions { HasText = "in a red jacket" }));
        await Wait.SeenAsync(page.GetByText("gender is not judged"));
        await page.Locator(".picker summary").ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new PageGetByRoleOptions { Name = "Town square" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Search" }).ClickAsync();
        await Wait.SeenAsync(page.Locator(".answer a"));
        await Wait.UntilAsync(page, "() => document.querySelector('.answer img')?.naturalWidth > 0");
        Assert.True(await page.Locator(".timeline .bar").CountAsync() > 0);
        await visit.PictureAsync("answers");
        await page.Locator(".answer a").First.ClickAsync();

        await Wait.SeenAsync(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = sentence }));
        await Wait.UntilAsync(page, "() => document.activeElement?.tagName === 'H1'");
        await Wait.UntilAsync(page, "() => document.querySelector('video')?.currentTime > 0");
        var tube = await server.GetAsync("/api" + new Uri(page.Url).AbsolutePath);
        var score = TubeEvaluation.Score(truth, BoxesOf(tube));
        output.WriteLine("the answer that the console shows: tIoU {0:0.00}, vIoU {1:0.00}", score.TIoU, score.VIoU);
        Assert.True(score.VIoU > 0.5, $"vIoU {score.VIoU:0.00} with the true tube");
    }

    [Fact]
    public async Task Film_and_curves_go_together()
    {
        var server = await town.ServerAsync();
        var search = $"/ask?q=a%20person%20in%20a%20red%20jacket%20who%20walks%20to%20the%20left&cameras={Town.Watched}&run=1";
        await using var visit = await Visit.BeginAsync(chromium, server.Http.BaseAddress!, search);
        var page = visit.Page;
        await page.Locator(".answer a").First.ClickAsync();
        await Wait.SeenAsync(page.Locator(".evidence tbody tr"));
        await Wait.UntilAsync(page, "() => document.querySelector('video')?.readyState >= 2");

        // A click on the curves takes the film there, and the scores beside them are those of that moment.
        var box = (await page.Locator(".chart .u-over").BoundingBoxAsync())!;
        await page.Mouse.ClickAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await Wait.UntilAsync(page, """
            () => {
                const film = document.querySelector('video');
                return film.paused && !film.seeking && Math.abs(film.currentTime - film.duration / 2) < film.duration / 8;
            }
            """);
        var tube = await server.GetAsync("/api" + new Uri(page.Url).AbsolutePath);
        var curves = await server.GetAsync($"/api{new Uri(page.Url).AbsolutePath}/curves");
        var at = await page.EvaluateAsync<double>("() => document.querySelector('video').currentTime");
        var begin = (double?)curves["clipBegin"] ?? throw new InvalidOperationException("the clip does not say where it begins");
        var frame = (int)Math.Round(begin + (at * (double)curves["fps"]!)) - (int)curves["begin"]!;
        string At(int frame) => string.Join(", ", curves["curves"]!.AsArray().Select(c => Percent((double)c!["scores"]![frame]!)));
        var shown = await page.Locator(".evidence tbody tr:not(:last-child) td:last-child").AllInnerTextsAsync();
        // The film stands at a moment between two frames, and shows the one before it.
        Assert.Contains(string.Join(", ", shown), (string[])[At(frame - 1), At(frame)]);
        Assert.Equal((int)tube["end"]! - (int)tube["begin"]! + 1, tube["boxes"]!.AsArray().Count);
        await visit.PictureAsync("tube");

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Wrong" }).ClickAsync();
        await Wait.SeenAsync(page.Locator("[aria-pressed=true]").Filter(new LocatorFilterOptions { HasText = "Wrong" }));
        await page.ReloadAsync();
        await Wait.SeenAsync(page.Locator("[aria-pressed=true]").Filter(new LocatorFilterOptions { HasText = "Wrong" }));

        var download = page.WaitForDownloadAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Download JSON" }).ClickAsync();
        var saved = JsonNode.Parse(await File.ReadAllTextAsync(await (await download).PathAsync(), TestContext.Current.CancellationToken))!;
        Assert.Equal((string?)tube["id"], (string?)saved["id"]);
    }

    [Fact]
    public async Task An_alert_is_acknowledged_played_marked_wrong_and_found_elsewhere()
    {
        var server = await town.ServerAsync();
        await using var visit = await Visit.BeginAsync(chromium, server.Http.BaseAddress!, "/alerts?query=left&state=closed");
        var page = visit.Page;
        await Wait.SeenAsync(page.Locator(".alert-line"));
        await Wait.UntilAsync(page, "() => document.querySelector('.alert-line img')?.naturalWidth > 0");
        await page.Locator(".alert-line").First.GetByRole(AriaRole.Button).ClickAsync();
        await Wait.SeenAsync(page.Locator(".alert-line .acknowledged"));
        await visit.PictureAsync("alerts");

        await page.Locator(".alert-line a").First.ClickAsync();
        await Wait.UntilAsync(page, "() => document.querySelector('video')?.currentTime > 0");
        var id = new Uri(page.Url).Segments[^1];
        Assert.NotNull((string?)(await server.GetAsync($"/api/alerts/{id}"))["acknowledgedAt"]);
        await visit.PictureAsync("alert");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Wrong" }).ClickAsync();
        await Wait.SeenAsync(page.Locator("[aria-pressed=true]").Filter(new LocatorFilterOptions { HasText = "Wrong" }));
        Assert.Equal("wrong", (string?)(await server.GetAsync($"/api/tubes/{id}"))["feedback"]);

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Find this one elsewhere" }).ClickAsync();
        await Wait.SeenAsync(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Seen elsewhere" }));
        await Wait.SeenAsync(page.Locator(".answer a"));
        var found = await page.Locator(".answer a").EvaluateAllAsync<string[]>("all => all.map(a => a.getAttribute('href'))");
        var like = (await server.GetAsync($"/api/search/like/{id}?top=24"))["tubes"]!.AsArray().Select(t => $"/tubes/{t!["id"]}").ToArray();
        Assert.Equal(like, found);
    }

    private static string Percent(double score) => $"{Math.Round(100 * score, MidpointRounding.AwayFromZero)} %";

    private static TubeBoxes Truth(string id, out string sentence)
    {
        var path = TestData.Path("queries/pets-dev.json");
        using var stream = File.OpenRead(path);
        var query = GroundingSetReader.Read(stream, path).Queries.Single(q => q.Id == id);
        sentence = query.Query;
        var truth = query.Truth!;
        var boxes = File.ReadLines(TestData.Path("mot15/PETS09-S2L1/gt/gt.txt"))
            .Select(line => line.Split(',').Take(6).Select(v => float.Parse(v, CultureInfo.InvariantCulture)).ToArray())
            .Where(v => (int)v[1] == truth.Target && v[0] >= truth.Begin && v[0] <= truth.End)
            .ToDictionary(v => (int)v[0] - 1, v => new Box(v[2], v[3], v[4], v[5]));
        return new TubeBoxes(truth.Begin - 1, truth.End - 1, boxes);
    }

    private static TubeBoxes BoxesOf(JsonNode tube) => new((int)tube["begin"]!, (int)tube["end"]!, tube["boxes"]!.AsArray().ToDictionary(
        b => (int)b!["frame"]!, b => new Box((float)b!["x"]!, (float)b["y"]!, (float)b["width"]!, (float)b["height"]!)));
}
