namespace Stvg.Api.Tests;

public sealed class KeyTests(SharedSite shared)
{
    [Fact]
    public async Task A_key_is_made_shown_once_listed_and_revoked()
    {
        await using var site = await Site.StartAsync();
        var made = (await site.PostAsync("/api/keys", """{ "name": "control room", "role": "operator" }""")).Is(201).Json;
        var (id, secret) = (made.Str("id"), made.Str("secret"));
        Assert.StartsWith("stvg_", secret);
        var list = (await site.GetAsync("/api/keys")).Is(200);
        Assert.DoesNotContain(secret, list.Text);
        list.Json.Is($$"""
            { "items": [{ "id": "{{id}}", "name": "control room", "role": "operator", "createdAt": "1970-01-01T00:00:00Z" }], "next": null }
            """);
        (await site.SendAsync(HttpMethod.Delete, $"/api/keys/{id}")).Is(204);
        (await site.SendAsync(HttpMethod.Delete, $"/api/keys/{id}")).IsProblem(404, id);
    }

    [Theory]
    [InlineData("""{ "name": "", "role": "viewer" }""", "$.name")]
    [InlineData("""{ "name": "a\u0000b", "role": "viewer" }""", "$.name")]
    [InlineData("""{ "name": "a\nb", "role": "viewer" }""", "$.name")]
    [InlineData("""{ "name": "a" }""", "$")]
    [InlineData("""{ "name": "a", "role": "root" }""", "$.role")]
    [InlineData("""{ "name": "a", "role": 2 }""", "$.role")]
    [InlineData("""{ "name": "a", "role": "viewer", "secret": "mine" }""", "$.secret")]
    public async Task A_field_that_makes_no_sense_is_named(string body, string place) =>
        Assert.Equal(place, (await shared.Site.PostAsync("/api/keys", body)).IsProblem(400).Field);

    [Fact]
    public async Task A_name_is_short()
    {
        var answer = await shared.Site.PostAsync("/api/keys", $$"""{ "name": "{{new string('a', 101)}}", "role": "viewer" }""");
        answer.IsProblem(400, "101", "100");
    }
}
