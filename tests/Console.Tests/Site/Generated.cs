using System.Globalization;
using System.Text.Json;
using System.Web;
using Microsoft.Playwright;

namespace Stvg.Console.Tests.Site;

/// <summary>
/// Answers of a server that has far more than a test can make: 64 cameras and thousands of alerts, in the shapes of the real ones. Given
/// instead of the server's own in one page only.
/// </summary>
internal sealed class Generated(JsonElement camera, JsonElement alert, byte[] picture, int cameras, int alerts)
{
    /// <summary>Changes that the stream tells of once, on top of what the list has.</summary>
    public const int Streamed = 200;

    public async Task AnswerAsync(IPage page)
    {
        var all = new { items = Enumerable.Range(0, cameras).Select(Camera), next = (string?)null };
        await page.RouteAsync("**/api/cameras?*", r => JsonAsync(r, all));
        await page.RouteAsync("**/snapshot.jpg?*", PictureAsync);
        await page.RouteAsync("**/thumbnail.jpg", PictureAsync);
        await page.RouteAsync("**/api/alerts?*", r => JsonAsync(r, Alerts(Cursor(r.Request.Url), Limit(r.Request.Url))));
        await page.RouteAsync("**/api/alerts/stream?*", StreamAsync);
    }

    private Task PictureAsync(IRoute route) =>
        route.FulfillAsync(new RouteFulfillOptions { BodyBytes = picture, ContentType = "image/jpeg" });

    private object Alerts(int before, int limit)
    {
        var last = Math.Max(1, before - limit);
        return new { items = Enumerable.Range(last, before - last).Reverse().Select(n => Alert(n)), next = last > 1 ? Number(last) : null };
    }

    private int Cursor(string url) => Parameter(url, "cursor") is { } cursor ? int.Parse(cursor, CultureInfo.InvariantCulture) : alerts + 1;

    private static int Limit(string url) => int.Parse(Parameter(url, "limit")!, CultureInfo.InvariantCulture);

    private static string? Parameter(string url, string name) => HttpUtility.ParseQueryString(new Uri(url).Query)[name];

    private Task StreamAsync(IRoute route)
    {
        var after = Parameter(route.Request.Url, "after");
        var body = "retry: 3600000\nid: " + after + "\n\n" + string.Concat(Enumerable.Range(1, Streamed)
            .Select(n => $"id: {alerts + n}\nevent: opened\ndata: {JsonSerializer.Serialize(Alert(alerts + n))}\n\n"));
        return route.FulfillAsync(new RouteFulfillOptions { Body = body, ContentType = "text/event-stream" });
    }

    private Dictionary<string, object?> Camera(int n) => new(Members(camera)) { ["id"] = $"camera-{n}", ["name"] = $"Camera {n + 1}" };

    private Dictionary<string, object?> Alert(int n) => new(Members(alert))
    {
        ["id"] = $"alert-{n}", ["sequence"] = n, ["camera"] = $"camera-{n % cameras}", ["query"] = $"generated sentence {n}",
    };

    private static IEnumerable<KeyValuePair<string, object?>> Members(JsonElement of) =>
        of.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, (object?)p.Value));

    private static Task JsonAsync(IRoute route, object body) =>
        route.FulfillAsync(new RouteFulfillOptions { Body = JsonSerializer.Serialize(body), ContentType = "application/json" });

    private static string Number(int n) => n.ToString(CultureInfo.InvariantCulture);
}
