using Stvg.Tests;

namespace Stvg.Api.Tests;

public sealed class OpenApiTests(SharedSite shared)
{
    private const string Renew = "STVG_RENEW_OPENAPI";

    [Fact]
    public async Task The_committed_document_is_the_one_that_is_served()
    {
        var path = Path.Combine(TestData.RepositoryRoot, "docs", "openapi.json");
        var served = (await shared.Site.GetAsync("/openapi/v1.json")).Is(200).Text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable(Renew) == "1") await File.WriteAllTextAsync(path, served, Site.Ct);
        var committed = File.Exists(path) ? await File.ReadAllTextAsync(path, Site.Ct) : "";
        Assert.True(
            served == committed,
            $"the API's description changed: if that was meant, run this test once with {Renew}=1 and commit docs/openapi.json");
    }

    [Fact]
    public async Task Everything_in_it_is_described()
    {
        var document = (await shared.Site.GetAsync("/openapi/v1.json")).Json;
        var paths = document.GetProperty("paths").EnumerateObject();
        var operations = paths.SelectMany(p => p.Value.EnumerateObject()).Select(o => o.Value).ToList();
        Assert.Equal(operations.Count, operations.Select(o => o.Str("operationId")).Distinct().Count());
        var tags = document.GetProperty("tags").EnumerateArray().Select(t => t.Str("name")).ToHashSet();
        foreach (var operation in operations)
        {
            var id = operation.Str("operationId");
            Assert.False(string.IsNullOrEmpty(operation.Str("summary")), id);
            Assert.Contains(operation.GetProperty("tags")[0].GetString()!, tags);
            foreach (var parameter in operation.TryGetProperty("parameters", out var list) ? list.EnumerateArray() : [])
                Assert.True(parameter.TryGetProperty("description", out _), $"{id}: {parameter}");
            Assert.Contains(operation.GetProperty("responses").EnumerateObject(), r => r.Name.StartsWith('4'));
        }

        foreach (var schema in document.GetProperty("components").GetProperty("schemas").EnumerateObject())
        {
            Assert.True(schema.Value.TryGetProperty("description", out _), schema.Name);
            if (!schema.Value.TryGetProperty("properties", out var properties)) continue;
            if (schema.Name.EndsWith("Request", StringComparison.Ordinal))
                Assert.False(schema.Value.GetProperty("additionalProperties").GetBoolean());
            foreach (var property in properties.EnumerateObject())
            {
                var text = property.Value.GetRawText(); // of a reference, beside it
                Assert.True(text.Contains("\"description\"", StringComparison.Ordinal), $"{schema.Name}.{property.Name}");
            }
        }
    }

    [Fact]
    public async Task It_needs_no_key_and_names_no_place()
    {
        var document = (await shared.Site.GetAsync("/openapi/v1.json")).Is(200);
        Assert.Equal("application/json", document.MediaType);
        Assert.Equal("/", document.Json.GetProperty("servers")[0].Str("url"));
        Assert.StartsWith("3.1", document.Json.Str("openapi"));
    }
}
