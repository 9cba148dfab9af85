namespace Stvg.Api.Tests;

public sealed class SmokeTests
{
    [Fact]
    public async Task Try()
    {
        await using var site = await Site.StartAsync();
        async Task P(Task<Answer> a) { var x = await a; Console.WriteLine($"{x.Status} {x.MediaType} {x.Text[..Math.Min(600, x.Text.Length)]}"); }
        await P(site.GetAsync("/health/live"));
        await P(site.GetAsync("/nothing"));
        await P(site.GetAsync("/api/cameras"));
        await P(site.GetAsync("/api/cameras?limt=3"));
        await P(site.GetAsync("/api/cameras?limit=x"));
        await P(site.GetAsync("/api/search"));
        await P(site.GetAsync("/api/search?q=a+man+in+red&cameras=a,b&cameras=c&from=2026-01-01"));
        foreach (var body in new[] { "", "{", "null", "[]", "{}", "{\"id\":1}", "{\"id\":\"a\",\"source\":\"rtsp://u:p@h/x\",\"foo\":1}", "{\"id\":\"a\",\"source\":\"x\",\"fps\":\"3\"}",
            "{\"id\":\"a\",\"source\":null}", "{\"id\":\"a\",\"id\":\"b\",\"source\":\"x\"}", "{\"id\":\"a\",\"source\":\"x\",\"zones\":[null]}", "{\"id\":\"a\",\"source\":\"x\",\"zones\":[{\"name\":\"z\",\"points\":[[1,2],[3]]}]}",
            "{\"id\":\"a\",\"source\":\"x\",\"pace\":\"FAST\"}", "{\"id\":\"a\",\"source\":\"\\ud800\"}", "{\"id\":\"a\",\"source\":\"x\",\"loop\":1}", "{\"ID\":\"a\",\"source\":\"x\"}", "{\"id\":\"a\",\"source\":\"rtsp://u:p@h/x\"}", "{\"id\":\"a\",\"source\":\"x\",\"masks\":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}" })
        { Console.WriteLine(body); await P(site.PostAsync("/api/cameras", body)); }
        await P(site.SendAsync(HttpMethod.Patch, "/api/cameras"));
        Console.WriteLine(System.Text.Json.JsonSerializer.Deserialize<object>("1"));
        await P(site.GetAsync("/metrics"));
        var o = await site.GetAsync("/openapi/v1.json");
        File.WriteAllText("/tmp/openapi.json", o.Text);
    }
}
