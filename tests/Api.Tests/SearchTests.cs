using System.Text.Json;
using Stvg.Api.Tests.Fakes;
using Stvg.Core.Services;

namespace Stvg.Api.Tests;

public sealed class SearchTests(SharedSite shared)
{
    [Fact]
    public async Task A_search_answers_with_its_plan_and_tubes()
    {
        var site = shared.Site;
        var answer = (await site.GetAsync("/api/search?q=a%20person%20in%20red")).Is(200).Json;
        Assert.Equal("a person in red", answer.Str("query"));
        Assert.Equal("person", answer.GetProperty("plan").GetProperty("target").Str("noun"));
        Assert.Equal((12, 7, 0.012), (answer.Int("candidates"), answer.Int("scored"), answer.GetProperty("timing").Num("seconds")));
        var tube = answer.GetProperty("tubes")[0];
        Assert.Equal(("tube-1", "gate-1", "2026-01-31T08:30:00Z"), (tube.Str("id"), tube.Str("camera"), tube.Str("beginAt")));
        Assert.Equal(2, tube.GetProperty("boxes").GetArrayLength());
    }

    [Fact]
    public async Task Its_scope_is_handed_on()
    {
        await using var site = await Site.StartAsync();
        (await site.GetAsync("/api/search?q=a+dog")).Is(200);
        var plain = site.Service.Tubes.LastSearch!;
        Assert.Equal((SearchScope.DefaultTop, 0.5f, null, null), (plain.Top, plain.Threshold, plain.From, plain.To));
        Assert.Empty(plain.Cameras);
        const string scope = "cameras=a,b&cameras=%20c,,a&from=2026-01-31T08:30:00Z&to=2026-01-31T10:00:00%2B01:00&top=3";
        (await site.GetAsync($"/api/search?q=a+dog&threshold=0.25&{scope}")).Is(200);
        (await site.GetAsync($"/api/search/like/tube-1?{scope}")).Is(200);
        foreach (var asked in new[] { site.Service.Tubes.LastSearch!, site.Service.Tubes.LastScope! })
        {
            Assert.Equal(["a", "b", "c"], asked.Cameras);
            Assert.Equal((FakeTubes.At, FakeTubes.At.AddMinutes(30), 3), (asked.From!.Value, asked.To!.Value, asked.Top));
        }

        Assert.Equal(0.25f, site.Service.Tubes.LastSearch!.Threshold);
    }

    [Theory]
    [InlineData("", "q")]
    [InlineData("q=", "q")]
    [InlineData("q=%20", "q")]
    [InlineData("q=a+dog&top=0", "top")]
    [InlineData("q=a+dog&top=101", "top")]
    [InlineData("q=a+dog&top=ten", "top")]
    [InlineData("q=a+dog&threshold=1.1", "threshold")]
    [InlineData("q=a+dog&threshold=NaN", "threshold")]
    [InlineData("q=a+dog&from=yesterday", "from")]
    [InlineData("q=a+dog&from=2026-13-01", "from")]
    [InlineData("q=a+dog&from=2026-02-01&to=2026-01-01", "from")]
    [InlineData("q=a+dog&camera=gate-1", "camera")]
    [InlineData("q=a+dog&Q=a+cat", "Q")]
    public async Task A_parameter_that_makes_no_sense_is_named(string query, string place)
    {
        var site = shared.Site;
        Assert.Equal(place, (await site.GetAsync($"/api/search?{query}")).IsProblem(400, place).Field);
    }

    [Fact]
    public async Task Times_are_UTC_unless_they_say_otherwise()
    {
        await using var site = await Site.StartAsync();
        foreach (var time in new[]
        {
            "2026-01-31T08:30:00Z", "2026-01-31T08:30:00", "2026-01-31T08:30", "2026-01-31T08:30:00.000000Z", "2026-01-31T10:30:00+02:00",
            "2026-01-31T10:30:00%2B02:00", "2026-01-31T07:30:00-01:00",
        })
        {
            (await site.GetAsync($"/api/search?q=a+dog&from={time}")).Is(200);
            var from = site.Service.Tubes.LastSearch!.From!.Value;
            Assert.Equal((FakeTubes.At, TimeSpan.Zero), (from, from.Offset));
        }

        (await site.GetAsync("/api/search?q=a+dog&from=2026-01-31")).Is(200);
        Assert.Equal(FakeTubes.At.Date, site.Service.Tubes.LastSearch!.From!.Value.UtcDateTime);
    }

    [Fact]
    public async Task The_same_object_is_looked_for_by_a_tube()
    {
        var site = shared.Site;
        var found = (await site.GetAsync("/api/search/like/tube-1")).Is(200).Json.GetProperty("tubes")[0];
        // A tube of a video file has no capture times.
        Assert.Equal("yard.mp4", found.Str("video"));
        foreach (var none in new[] { "camera", "beginAt", "endAt" }) Assert.Equal(JsonValueKind.Null, found.GetProperty(none).ValueKind);
        (await site.GetAsync("/api/search/like/none")).IsProblem(404, "none");
    }

    [Fact]
    public async Task An_endless_or_senseless_sentence_is_refused()
    {
        var site = shared.Site;
        (await site.GetAsync($"/api/search?q={new string('a', 1001)}")).IsProblem(400, "1001");
        (await site.GetAsync("/api/search?q=%3F%21")).IsProblem(400, "words");
    }
}
