using Stvg.Core.Services;

namespace Stvg.Api.Tests;

/// <summary>What operators said of answers can be had again.</summary>
public sealed class FeedbackTests
{
    [Fact]
    public async Task What_was_said_is_listed_with_where_the_answer_is_and_in_parts()
    {
        await using var site = await Route.PrepareAsync(KeyedSite.Options);
        var (_, anna) = await site.Service.System.AddKeyAsync("anna", Role.Operator, Site.Ct);
        var (_, guest) = await site.Service.System.AddKeyAsync("guest", Role.Viewer, Site.Ct);
        using var client = site.ClientOf(anna);
        foreach (var (tube, verdict) in new[] { ("tube-1", "wrong"), ("tube-2", "right") })
            (await site.SendAsync(HttpMethod.Post, $"/api/tubes/{tube}/feedback", $$"""{ "verdict": "{{verdict}}" }""", client)).Is(204);
        site.Service.Tubes.Verdicts[("gone", "bob")] = Verdict.Right;

        var first = (await site.SendAsync(HttpMethod.Get, "/api/feedback?limit=2", client: client)).Is(200).Json;
        var (camera, video) = (first.GetProperty("items")[0], first.GetProperty("items")[1]);
        Assert.Equal(("tube-1", "wrong", "gate-1"), (camera.Str("tubeId"), camera.Str("verdict"), camera.Str("camera")));
        Assert.StartsWith("anna (", camera.Str("by"));
        var tube1 = site.Service.Tubes.Known[0];
        Assert.Equal((tube1.Tube.TubeletId, tube1.Tube.Begin, tube1.Tube.End), (camera.Int("tubeletId"), camera.Int("begin"), camera.Int("end")));
        Assert.Equal(tube1.BeginAt, camera.GetProperty("beginAt").GetDateTimeOffset());
        Assert.Equal(("right", "yard.mp4"), (video.Str("verdict"), video.Str("video")));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, video.GetProperty("camera").ValueKind);

        var rest = (await site.SendAsync(HttpMethod.Get, $"/api/feedback?limit=2&after={first.Str("next")}", client: client)).Is(200).Json;
        var gone = Assert.Single(rest.GetProperty("items").EnumerateArray());
        Assert.Equal("gone", gone.Str("tubeId"));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, gone.GetProperty("begin").ValueKind);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, rest.GetProperty("next").ValueKind);

        using var looker = site.ClientOf(guest);
        (await site.SendAsync(HttpMethod.Get, "/api/feedback", client: looker)).IsProblem(403);
        (await site.SendAsync(HttpMethod.Get, "/api/feedback?after=x", client: client)).IsProblem(400, "cursor");
    }

    [Fact]
    public async Task The_system_says_who_answers()
    {
        await using var site = await Route.PrepareAsync();
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await Grounder()).GetProperty("version").ValueKind);
        site.Service.System.Grounder = new GrounderStatus("0002", "what this site says", null);
        Assert.Equal(("0002", "what this site says"), (await Grounder() is var used ? (used.Str("version"), used.Str("about")) : default));
        site.Service.System.Grounder = new GrounderStatus(null, null, "'0002.grounder' is damaged");
        Assert.Contains("damaged", (await Grounder()).Str("trouble"));

        async Task<System.Text.Json.JsonElement> Grounder() => (await site.GetAsync("/api/system")).Is(200).Json.GetProperty("grounder");
    }
}
