using Stvg.Core.Correspondences;
using Stvg.Core.Frames;
using Stvg.Core.Services;

namespace Stvg.Api.Tests;

public sealed class ClipTests(SharedSite shared)
{
    private static readonly DateTimeOffset s_from = new(2026, 1, 31, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_sentence_is_grounded_in_a_file()
    {
        await using var site = await Site.StartAsync();
        const string body = """{ "query": "a person in red", "video": "yard.mp4", "top": 3 }""";
        var answer = (await site.PostAsync("/api/ground", body)).Is(200).Json;
        Assert.Equal((new ClipRequest { Video = "yard.mp4" }, "a person in red", 3), site.Service.Clips.Last);
        Assert.Equal("a person in red", answer.Str("query"));
        Assert.Equal("yard.mp4", answer.GetProperty("tubes")[0].Str("video"));
        (await site.PostAsync("/api/ground", """{ "query": "a dog", "video": "yard.mp4", "begin": 1.5 }""")).Is(200);
        Assert.Equal((new ClipRequest { Video = "yard.mp4", Begin = TimeSpan.FromSeconds(1.5) }, "a dog", 1), site.Service.Clips.Last);
    }

    [Fact]
    public async Task A_sentence_is_grounded_in_a_stretch_of_a_camera()
    {
        await using var site = await Site.StartAsync();
        const string stretch = """ "camera": "gate-1", "from": "2026-01-31T08:00:00Z", "to": "2026-01-31T09:01:00+01:00" """;
        var clip = new ClipRequest { Camera = "gate-1", From = s_from, To = s_from.AddMinutes(1) };
        foreach (var call in new[] { "ground", "locate" })
        {
            var answer = (await site.PostAsync($"/api/{call}", $$"""{ "query": "a dog", {{stretch}} }""")).Is(200).Json;
            Assert.Equal((clip, "a dog", 1), site.Service.Clips.Last);
            Assert.Equal("gate-1", answer.GetProperty("tubes")[0].Str("camera"));
        }

        const string box = """ "box": { "x": -1, "y": 2, "width": 3, "height": 4.5 } """;
        (await site.PostAsync("/api/describe", $$"""{ {{stretch}}, "at": 12.5, {{box}} }""")).Is(200);
        Assert.Equal((clip, new Box(-1, 2, 3, 4.5f), TimeSpan.FromSeconds(12.5)), site.Service.Clips.LastDescription);
    }

    [Fact]
    public async Task A_period_of_a_file_is_located_and_an_object_described()
    {
        await using var site = await Site.StartAsync();
        (await site.PostAsync("/api/locate", Route.Locate)).Is(200);
        var clip = new ClipRequest { Video = "yard.mp4", Begin = TimeSpan.FromSeconds(1), End = TimeSpan.FromSeconds(2) };
        Assert.Equal(clip, site.Service.Clips.Last!.Value.Clip);
        var description = (await site.PostAsync("/api/describe", Route.Describe)).Is(200).Json;
        Assert.Equal("a person in a red jacket walks to the left", description.Str("text"));
        description.GetProperty("words").Is("""[{ "words": "a person", "score": 0.98 }, { "words": "in a red jacket", "score": 0.9 }]""");
        Assert.Equal("clip-tube", description.GetProperty("tube").Str("id"));
    }

    [Fact]
    public async Task Objects_of_a_clip_are_marked()
    {
        await using var site = await Site.StartAsync();
        var answer = (await site.PostAsync("/api/mark",
            """{ "video": "yard.mp4", "frames": 2, "top": 3, "outline": false, "all": true }""")).Is(200).Json;
        Assert.Equal((new ClipRequest { Video = "yard.mp4" }, new MarkOptions { Frames = 2, Top = 3, Outline = false }, true),
            site.Service.Clips.LastMarks);
        answer.GetProperty("marks").Is("""[{ "number": 1, "tubeletId": 7, "begin": 0, "end": 99, "frequency": 2, "area": 4800 }]""");
        var frame = answer.GetProperty("frames")[1];
        Assert.Equal((99, "/9j/"), (frame.GetProperty("frame").GetInt32(), frame.Str("jpeg")));
        Assert.Equal(1, frame.GetProperty("marks")[0].GetProperty("number").GetInt32());
        Assert.Equal("$.frames",
            (await site.PostAsync("/api/mark", """{ "video": "yard.mp4", "frames": 0 }""")).IsProblem(400, "frames").Field);
    }

    [Fact]
    public async Task A_multimodal_model_is_asked_where_that_is_wanted_and_what_it_said_is_told()
    {
        await using var site = await Site.StartAsync();
        var answer = (await site.PostAsync("/api/ground", """{ "query": "a dog", "video": "yard.mp4", "judge": true }""")).Is(200).Json;
        Assert.True(site.Service.Clips.Last!.Value.Clip.Judge);
        answer.GetProperty("judge").Is("""{ "name": "model at host", "said": ["Target ID: 1, Time range: 0 to 1"], "mending": "none" }""");
        Assert.Equal(2, (await site.GetAsync("/api/search?q=a+dog&judge=true")).Is(200).Json.GetProperty("judged").GetInt32());
        Assert.True(site.Service.Tubes.LastSearch!.Judge);
    }

    [Theory]
    [InlineData("ground", """{ "query": "a dog" }""", "$.video")]
    [InlineData("ground", """{ "query": "a dog", "video": "a", "camera": "b" }""", "$.video")]
    [InlineData("ground", """{ "query": "a dog", "camera": "b" }""", "$.from")]
    [InlineData("ground", """{ "query": "a dog", "camera": "b", "from": "2026-01-31" }""", "$.to")]
    [InlineData("ground", """{ "query": "a dog", "camera": "b", "from": "2026-01-31", "to": "2026-01-31" }""", "$.from")]
    [InlineData("ground", """{ "query": "a dog", "camera": "b", "from": "2026-01-31", "to": "2026-02-01", "end": 1 }""", "$.end")]
    [InlineData("ground", """{ "query": "a dog", "video": "b", "to": "2026-01-31" }""", "$.to")]
    [InlineData("ground", """{ "query": "a dog", "video": "b", "begin": 3, "end": 2 }""", "$.begin")]
    [InlineData("ground", """{ "query": "a dog", "video": "b", "begin": -3 }""", "$.begin")]
    [InlineData("ground", """{ "query": "a dog", "video": "b", "end": 1e999 }""", "$.end")]
    [InlineData("ground", """{ "query": "a dog", "video": "b", "top": 0 }""", "$.top")]
    [InlineData("ground", """{ "query": "a dog", "video": "b", "top": 101 }""", "$.top")]
    [InlineData("ground", """{ "query": "a dog", "video": "b", "top": 1.5 }""", "$.top")]
    [InlineData("ground", """{ "query": "a dog", "video": "b", "from": 17 }""", "$.from")]
    [InlineData("ground", """{ "video": "b" }""", "$")]
    [InlineData("locate", """{ "query": "a dog", "video": "b" }""", "$.begin")]
    [InlineData("locate", """{ "query": "a dog", "video": "b", "begin": 1 }""", "$.end")]
    [InlineData("describe", """{ "video": "b", "box": { "x": 1, "y": 1, "width": 1, "height": 1 } }""", "$")]
    [InlineData("describe", """{ "video": "b", "at": 1, "box": { "x": 1, "y": 1, "width": 1 } }""", "$.box")]
    [InlineData("describe", """{ "video": "b", "at": 1, "box": { "x": 1, "y": 1, "width": 1, "height": 0 } }""", "$.box")]
    [InlineData("describe", """{ "video": "b", "at": 1, "box": { "x": 1e308, "y": 1, "width": 1, "height": 1 } }""", "$.box")]
    [InlineData("describe", """{ "video": "b", "at": 1, "box": { "x": 1e999, "y": 1, "width": 1, "height": 1 } }""", "$.box.x")]
    [InlineData("describe", """{ "video": "b", "at": -1, "box": { "x": 1, "y": 1, "width": 1, "height": 1 } }""", "$.at")]
    public async Task A_field_that_makes_no_sense_is_named(string call, string body, string place) =>
        Assert.Equal(place, (await shared.Site.PostAsync($"/api/{call}", body)).IsProblem(400).Field);

    [Fact]
    public async Task A_video_that_is_not_there_is_not_found()
    {
        var site = shared.Site;
        (await site.PostAsync("/api/ground", """{ "query": "a dog", "video": "missing.mp4" }""")).IsProblem(404, "missing.mp4");
    }
}
