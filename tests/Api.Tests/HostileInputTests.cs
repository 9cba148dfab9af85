using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Stvg.Api.Tests;

/// <summary>Whatever comes in, the answer is an answer or a well-formed refusal, never a mistake of the server.</summary>
public sealed class HostileInputTests(SharedSite shared)
{
    private static readonly Route[] s_bodies = [.. Route.All.Where(r => r.Body is not null)];

    // Without the streams, which have no end.
    private static readonly Route[] s_lists = [.. Route.All.Where(r => r.Method == "GET" && !r.IsEndless)];

    private static readonly string[] s_values =
    [
        "null", "true", "0", "-0", "-1", "1e999", "-1e999", "1e-400", "0.1", "9223372036854775808", "123456789012345678901234567890",
        "\"\"", "\"x\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udfff\\ud800\"", "\"\u202e\"", "\"24:00\"", "\"2026-01-31T08:30:00Z\"",
        "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59.9999999-14:00\"", "\"../../etc/passwd\"", "\"file:///etc/passwd\"",
        "\"http://[::1\"", "\"%s%n\"", "\"';--\"", "[]", "[null]", "[[]]", "[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]", "{}", "{\"a\":1}",
        "{\"\":{}}", "{\"$type\":\"Object\"}", "{\"id\":1,\"id\":2}", "NaN", "Infinity", "tru", "\"", "[", "{", "/**/1", "\u00ff",
    ];

    private static readonly Arbitrary<(Route, string)> s_mutated =
        (from route in Gen.Elements(s_bodies)
         from place in Gen.Choose(0, 1000)
         from value in Gen.Elements(s_values)
         from way in Gen.Choose(0, 3)
         select (route, Mutate(route.Body!, place, value, way))).ToArbitrary();

    private static readonly Arbitrary<(Route, byte[])> s_noise =
        (from route in Gen.Elements(s_bodies)
         from bytes in Gen.OneOf(
             Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(),
             Gen.Elements("{}[]\",:0123456789.eE+-truefalsn \\u\u00e9"u8.ToArray()).ArrayOf(),
             Gen.Zip(Gen.Choose(0, 200), Gen.Choose(0, 255)).Select(p => Damage(route.Body!, p.Item1, (byte)p.Item2)))
         select (route, bytes)).ToArbitrary();

    private static readonly string[] s_names =
        ["limit", "cursor", "after", "camera", "cameras", "query", "q", "from", "to", "top", "threshold", "marks", "boxes", "newest", "state", "width", "path", "x", ""];

    private static readonly Gen<string> s_texts =
        Gen.OneOf(Gen.Elements(s_values), Gen.Choose(0, 0xFFFF).Select(c => ((char)c).ToString()));

    private static readonly Arbitrary<(Route, string)> s_queries =
        (from route in Gen.Elements(s_lists)
         from pairs in Gen.Zip(Gen.Elements(s_names), s_texts).ListOf()
         select (route, string.Join('&', pairs.Take(6).Select(p => $"{p.Item1}={Escape(p.Item2)}")))).ToArbitrary();

    [Fact]
    public void A_body_with_a_value_out_of_place_is_answered_or_refused() =>
        Prop.ForAll(s_mutated, t => Holds(Send(t.Item1, Encoding.UTF8.GetBytes(t.Item2)))).Check(Config());

    [Fact]
    public void Noise_for_a_body_is_refused() => Prop.ForAll(s_noise, t => Holds(Send(t.Item1, t.Item2))).Check(Config());

    [Fact]
    public void Any_query_string_is_answered_or_refused() =>
        Prop.ForAll(s_queries, t => Holds(shared.Site.GetAsync($"{t.Item1.Path.Split('?')[0]}?{t.Item2}"))).Check(Config());

    [Theory]
    [InlineData("%2e%2e%2f%2e%2e%2fetc%2fpasswd")]
    [InlineData("%ff%fe")]
    [InlineData("%F0%9F%9A%97")]
    [InlineData("a%0d%0aX-Injected:%201")]
    [InlineData("'%20or%201=1")]
    public void Any_id_is_answered_or_refused(string id)
    {
        foreach (var route in Route.All.Where(r => r.Pattern.Contains('{', StringComparison.Ordinal)))
        {
            var path = route.Pattern.Replace("{id}", id, StringComparison.Ordinal).Replace("{tubeId}", id, StringComparison.Ordinal);
            Assert.True(Holds(shared.Site.SendAsync(new HttpMethod(route.Method), path, route.Body)), route.ToString());
        }
    }

    // A few hundred of each: a request costs a third of a millisecond.
    private static Config Config() => FsCheck.Config.QuickThrowOnFailure.WithMaxTest(400).WithEndSize(80);

    private static bool Holds(Task<Answer> sent)
    {
        var answer = sent.GetAwaiter().GetResult();
        Assert.True(answer.Status < 500, answer.Text);
        if (answer.Status >= 400) answer.IsProblem(answer.Status);
        return true;
    }

    private async Task<Answer> Send(Route route, byte[] body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.Path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        using var response = await shared.Site.Client.SendAsync(request, Site.Ct);
        return await Answer.OfAsync(response);
    }

    private static string Escape(string value) => Uri.EscapeDataString(value.Length == 1 && char.IsSurrogate(value[0]) ? "?" : value);

    private static byte[] Damage(string body, int at, byte value)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        bytes[at % bytes.Length] = value;
        return bytes;
    }

    /// <summary>Puts a value in the place of another one of a good body, beside one, or under an unknown name.</summary>
    private static string Mutate(string body, int place, string value, int way)
    {
        const string hole = "\"\ue000\"";
        var root = JsonNode.Parse(Fuller(body))!;
        var nodes = Nodes(root).ToList();
        var (parent, key) = nodes[place % nodes.Count];
        switch (parent)
        {
            case JsonObject o when way == 0:
                o["\ue000x"] = "\ue000";
                break;
            case JsonObject o when way == 1:
                o.Remove(key);
                break;
            case JsonObject o:
                o[key] = "\ue000";
                break;
            case JsonArray a:
                a[int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)] = "\ue000";
                break;
        }

        return root.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
            .Replace("\\uE000", "\ue000", StringComparison.Ordinal).Replace(hole, value, StringComparison.Ordinal);
    }

    // Optional parts too, so that they can be spoilt.
    private static string Fuller(string body) => body switch
    {
        Route.Camera => """
            { "id": "n", "source": "x", "name": "n", "fps": 5, "pace": "fast", "loop": true, "recording": true,
              "zones": [{ "name": "z", "points": [[0, 0], [1, 0], [1, 1]] }], "masks": [[[0, 0], [1, 0], [1, 1]]] }
            """,
        Route.Query => """
            { "text": "a dog", "cameras": ["a"], "threshold": 0.5, "minDuration": 1, "cooldown": 1, "queryCooldown": 1, "zones": ["z"],
              "schedule": { "timeZone": "UTC", "windows": [{ "days": ["monday"], "from": "22:00", "to": "06:00" }] },
              "webhook": { "url": "https://x", "secret": "s" } }
            """,
        Route.Ground => """{ "query": "a dog", "camera": "c", "from": "2026-01-31T08:30:00Z", "to": "2026-01-31T08:31:00Z", "top": 2 }""",
        _ => body,
    };

    private static IEnumerable<(JsonNode Parent, string Key)> Nodes(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject o:
                foreach (var (key, child) in o.ToList())
                {
                    yield return (o, key);
                    foreach (var deeper in Nodes(child)) yield return deeper;
                }

                break;
            case JsonArray a:
                for (var i = 0; i < a.Count; i++)
                {
                    yield return (a, $"{i}");
                    foreach (var deeper in Nodes(a[i])) yield return deeper;
                }

                break;
        }
    }
}
