using System.Net.Http.Headers;
using Stvg.Api.Tests.Fakes;
using Stvg.Core.Services;

namespace Stvg.Api.Tests;

public sealed class TubeTests(SharedSite shared)
{
    [Fact]
    public async Task An_answer_can_be_had_again()
    {
        var site = shared.Site;
        Assert.Equal("tube-1", (await site.GetAsync("/api/tubes/tube-1")).Is(200).Json.Str("id"));
        foreach (var part in new[] { "", "/clip.mp4", "/thumbnail.jpg" })
            (await site.GetAsync($"/api/tubes/none{part}")).IsProblem(404, "none");
    }

    [Theory]
    [InlineData(null, 206, 0, 1000)]
    [InlineData("bytes=0-9", 206, 0, 10)]
    [InlineData("bytes=990-", 206, 990, 10)]
    [InlineData("bytes=-5", 206, 995, 5)]
    public async Task A_clip_is_fetched_in_pieces(string? range, int status, int from, int length)
    {
        var site = shared.Site;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/tubes/tube-1/clip.mp4");
        if (range is not null) request.Headers.Add("Range", range);
        using var response = await site.Client.SendAsync(request, Site.Ct);
        Assert.Equal(range is null ? 200 : status, (int)response.StatusCode);
        Assert.Equal("video/mp4", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("bytes", response.Headers.AcceptRanges.Single());
        Assert.Equal(FakeTubes.Video[from..(from + length)], await response.Content.ReadAsByteArrayAsync(Site.Ct));
    }

    [Fact]
    public async Task A_range_beyond_the_end_is_refused()
    {
        var site = shared.Site;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/tubes/tube-1/clip.mp4");
        request.Headers.Range = new RangeHeaderValue(5000, 6000);
        using var response = await site.Client.SendAsync(request, Site.Ct);
        Assert.Equal(416, (int)response.StatusCode);
        Assert.Equal(1000, response.Content.Headers.ContentRange!.Length);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        var site = shared.Site;
        foreach (var path in new[] { "/api/tubes/tube-1/clip.mp4", "/api/tubes/tube-1/thumbnail.jpg" })
        {
            using var first = await site.Client.GetAsync(new Uri(path, UriKind.Relative), Site.Ct);
            Assert.True(first.Headers.CacheControl is { Private: true, NoCache: true });
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
            using var second = await site.Client.SendAsync(request, Site.Ct);
            Assert.Equal(304, (int)second.StatusCode);
        }
    }

    [Fact]
    public async Task Head_says_what_get_would()
    {
        var site = shared.Site;
        foreach (var path in new[] { "/api/tubes/tube-1/clip.mp4", "/api/cameras", "/health/live", "/api/tubes/none" })
        {
            var got = await site.GetAsync(path);
            var head = (await site.SendAsync(HttpMethod.Head, path)).Is(got.Status);
            Assert.Empty(head.Text);
            Assert.Equal(got.ContentHeaders.ContentType, head.ContentHeaders.ContentType);
        }

        Assert.Equal("text/event-stream", (await site.SendAsync(HttpMethod.Head, "/api/alerts/stream")).Is(200).MediaType);
    }

    [Fact]
    public async Task An_operators_word_is_kept_and_a_later_one_replaces_it()
    {
        await using var site = await Site.StartAsync();
        (await site.PostAsync("/api/tubes/tube-1/feedback", """{ "verdict": "wrong" }""")).Is(204);
        (await site.PostAsync("/api/tubes/tube-1/feedback", """{ "verdict": "right" }""")).Is(204);
        Assert.Equal(Verdict.Right, site.Service.Tubes.Verdicts[("tube-1", "local")]);
        var unsure = await site.PostAsync("/api/tubes/tube-1/feedback", """{ "verdict": "maybe" }""");
        Assert.Equal("$.verdict", unsure.IsProblem(400, "right, wrong").Field);
        (await site.PostAsync("/api/tubes/none/feedback", """{ "verdict": "right" }""")).IsProblem(404);
    }
}
