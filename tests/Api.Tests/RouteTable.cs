using Stvg.Api.Tests.Fakes;
using Stvg.Core.Alerts;
using Needs = Stvg.Core.Services.Role;

namespace Stvg.Api.Tests;

/// <summary>Every call: how it is made, and the least role that may.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Pattern">As the OpenAPI document writes it.</param>
/// <param name="Path">One that exists in <see cref="PrepareAsync"/>'s site.</param>
/// <param name="Role">Null: anybody.</param>
/// <param name="Body">One that is accepted.</param>
public sealed record Route(string Method, string Pattern, string Path, Needs? Role, string? Body = null)
{
    public const string Camera = """{ "id": "new-1", "source": "rtsp://10.0.0.9/live" }""";
    public const string Query = """{ "text": "a person in red" }""";
    public const string QueryWithSecret = """{ "text": "a dog", "webhook": { "url": "https://x", "secret": "s3cret" } }""";
    public const string Login = """{ "key": "stvg_known" }""";
    public const string Ground = """{ "query": "a person in red", "video": "yard.mp4" }""";
    public const string Locate = """{ "query": "a person in red", "video": "yard.mp4", "begin": 1, "end": 2 }""";
    public const string Describe = """{ "video": "yard.mp4", "at": 1.5, "box": { "x": 1, "y": 2, "width": 3, "height": 4 } }""";

    public static IReadOnlyList<Route> All { get; } =
    [
        new("POST", "/api/cameras", "/api/cameras", Needs.Admin, Camera),
        new("GET", "/api/cameras", "/api/cameras", Needs.Viewer),
        new("GET", "/api/cameras/{id}", "/api/cameras/gate-1", Needs.Viewer),
        new("PUT", "/api/cameras/{id}", "/api/cameras/gate-1", Needs.Admin, """{ "id": "gate-1", "source": "rtsp://10.0.0.9/live" }"""),
        new("GET", "/api/cameras/{id}/live", "/api/cameras/gate-1/live", Needs.Viewer),
        new("GET", "/api/cameras/{id}/stream.mjpeg", "/api/cameras/gate-1/stream.mjpeg", Needs.Viewer),
        new("DELETE", "/api/cameras/{id}", "/api/cameras/gate-1", Needs.Admin),
        new("POST", "/api/cameras/{id}/restart", "/api/cameras/gate-1/restart", Needs.Admin),
        new("GET", "/api/cameras/{id}/snapshot.jpg", "/api/cameras/gate-1/snapshot.jpg?marks=true", Needs.Viewer),
        new("GET", "/api/cameras/{id}/tubelets", "/api/cameras/gate-1/tubelets", Needs.Viewer),
        new("POST", "/api/queries", "/api/queries", Needs.Operator, Query),
        new("GET", "/api/queries", "/api/queries", Needs.Viewer),
        new("GET", "/api/queries/{id}", "/api/queries/red", Needs.Viewer),
        new("PUT", "/api/queries/{id}", "/api/queries/red", Needs.Operator, Query),
        new("DELETE", "/api/queries/{id}", "/api/queries/red", Needs.Operator),
        new("POST", "/api/plan", "/api/plan", Needs.Viewer, Query),
        new("GET", "/api/alerts", "/api/alerts", Needs.Viewer),
        new("GET", "/api/alerts/stream", "/api/alerts/stream", Needs.Viewer),
        new("GET", "/api/alerts/{id}", "/api/alerts/alert-1", Needs.Viewer),
        new("POST", "/api/alerts/{id}/acknowledge", "/api/alerts/alert-1/acknowledge", Needs.Operator),
        new("GET", "/api/deliveries", "/api/deliveries", Needs.Operator),
        new("GET", "/api/search", "/api/search?q=a+person", Needs.Viewer),
        new("GET", "/api/search/like/{tubeId}", "/api/search/like/tube-1", Needs.Viewer),
        new("GET", "/api/tubes/{id}", "/api/tubes/tube-1", Needs.Viewer),
        new("GET", "/api/tubes/{id}/clip.mp4", "/api/tubes/tube-1/clip.mp4", Needs.Viewer),
        new("GET", "/api/tubes/{id}/thumbnail.jpg", "/api/tubes/tube-1/thumbnail.jpg", Needs.Viewer),
        new("POST", "/api/tubes/{id}/feedback", "/api/tubes/tube-1/feedback", Needs.Operator, """{ "verdict": "right" }"""),
        new("GET", "/api/tubes/{id}/curves", "/api/tubes/tube-1/curves", Needs.Viewer),
        new("GET", "/api/feedback", "/api/feedback", Needs.Operator),
        new("GET", "/api/videos", "/api/videos", Needs.Operator),
        new("GET", "/api/videos/file", "/api/videos/file?path=yard.mp4", Needs.Operator),
        new("POST", "/api/ground", "/api/ground", Needs.Operator, Ground),
        new("POST", "/api/locate", "/api/locate", Needs.Operator, Locate),
        new("POST", "/api/mark", "/api/mark", Needs.Operator, """{ "video": "yard.mp4", "frames": 2 }"""),
        new("POST", "/api/describe", "/api/describe", Needs.Operator, Describe),
        new("GET", "/api/keys", "/api/keys", Needs.Admin),
        new("POST", "/api/keys", "/api/keys", Needs.Admin, """{ "name": "new", "role": "viewer" }"""),
        new("DELETE", "/api/keys/{id}", "/api/keys/none", Needs.Admin),
        new("GET", "/api/audit", "/api/audit", Needs.Admin),
        new("GET", "/api/session", "/api/session", Needs.Viewer),
        new("POST", "/api/session", "/api/session", null, Login),
        new("DELETE", "/api/session", "/api/session", null),
        new("GET", "/api/system", "/api/system", Needs.Viewer),
        new("GET", "/api/models", "/api/models", Needs.Viewer),
        new("GET", "/health/live", "/health/live", null),
        new("GET", "/health/ready", "/health/ready", null),
        new("GET", "/metrics", "/metrics", Needs.Viewer),
    ];

    /// <summary>A site in which every path of the table exists.</summary>
    internal static async Task<Site> PrepareAsync(ApiOptions? options = null, LogBook? log = null)
    {
        var service = new FakeService();
        await service.Cameras.AddAsync(new() { Id = "gate-1", Source = "rtsp://10.0.0.1/live" }, default);
        await service.Queries.AddAsync(new() { Id = "red", Text = "a person in red" }, default);
        service.Alerts.Write("alert-1", AlertState.Opened, 1);
        service.System.AddKey("first", Needs.Admin, "stvg_known");
        return await Site.StartAsync(options, service, log);
    }

    /// <summary>Whether its answer has no end.</summary>
    public bool IsEndless => Pattern is "/api/alerts/stream" or "/api/cameras/{id}/live" or "/api/cameras/{id}/stream.mjpeg";

    /// <summary>The call itself.</summary>
    internal HttpRequestMessage Request() =>
        new(new HttpMethod(Method), Path) { Content = Body is null ? null : Site.Json(Body) };

    public override string ToString() => $"{Method} {Pattern}";
}
