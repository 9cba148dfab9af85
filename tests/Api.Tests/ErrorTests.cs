using System.Net;
using System.Net.Sockets;
using System.Text;
using Stvg.Api.Tests.Fakes;
using Stvg.Core;
using Stvg.Core.Services;

namespace Stvg.Api.Tests;

/// <summary>What goes wrong, and how it is said.</summary>
public sealed class ErrorTests(SharedSite shared)
{
    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/api")]
    [InlineData("GET", "/api/nothing")]
    [InlineData("POST", "/api/nothing")]
    [InlineData("GET", "/api/cameras/a/b/c")]
    [InlineData("GET", "/openapi/v2.json")]
    [InlineData("GET", "/health")]
    public async Task What_is_not_there_is_not_found(string method, string path)
    {
        var answer = (await shared.Site.SendAsync(new HttpMethod(method), path)).IsProblem(404, "openapi");
        Assert.Equal(path, answer.Json.Str("instance"));
    }

    [Theory]
    [InlineData("PATCH", "/api/cameras", "GET, HEAD, POST")]
    [InlineData("POST", "/api/cameras/gate-1", "DELETE, GET, HEAD, PUT")]
    [InlineData("DELETE", "/api/alerts/stream", "GET, HEAD")]
    [InlineData("POST", "/metrics", "GET, HEAD")]
    public async Task A_method_that_is_not_taken_is_refused_with_those_that_are(string method, string path, string allowed)
    {
        var answer = (await shared.Site.SendAsync(new HttpMethod(method), path)).IsProblem(405, "Allow");
        Assert.Equal(allowed, string.Join(", ", answer.ContentHeaders.Allow.Order()));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData(null)]
    public async Task A_body_that_is_not_JSON_by_its_type_is_refused(string? type)
    {
        using var content = new ByteArrayContent("{ \"text\": \"a dog\" }"u8.ToArray());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/plan") { Content = content };
        if (type is not null) content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await shared.Site.Client.SendAsync(request, Site.Ct);
        (await Answer.OfAsync(response)).IsProblem(415, "application/json");
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("null", null)]
    [InlineData("{", "$")]
    [InlineData("{]", "$")]
    [InlineData("[]", "$")]
    [InlineData("\"text\"", "$")]
    [InlineData("{ \"text\": \"a dog\" } {}", "$")]
    [InlineData("{ \"text\": \"a dog\", }", "$")]
    [InlineData("{ // comment\n \"text\": \"a dog\" }", "$")]
    [InlineData("{ 'text': 'a dog' }", "$")]
    [InlineData("{}", "$")]
    [InlineData("{ \"text\": 17 }", "$.text")]
    [InlineData("{ \"text\": \"\\ud800\" }", "$.text")]
    [InlineData("{ \"text\": \"a dog\", \"wrong field\": 1 }", "$['wrong field']")]
    public async Task A_body_that_cannot_be_read_says_where(string body, string? place) =>
        Assert.Equal(place, (await shared.Site.PostAsync("/api/plan", body)).IsProblem(400).Field);

    [Theory]
    [InlineData("{ \"text\": nul }", "not JSON at line 1, byte 14")]
    [InlineData("{\n \"text\": \"a\" \"b\" }", "not JSON at line 2, byte 14")]
    [InlineData("{ \"text\": null }", "$.text: must not be null")]
    [InlineData("{ \"text\": [] }", "$.text: a text is needed")]
    [InlineData("{ \"null values\": 1, \"text\": \"a\" }", "no such field")]
    [InlineData("{ \"text\": \"a\", \"text\": \"b\" }", "there twice")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]", "an object is needed")]
    public async Task The_serializers_messages_become_words_for_people(string body, string words) =>
        (await shared.Site.PostAsync("/api/plan", body)).IsProblem(400, words);

    [Fact]
    public async Task What_is_said_back_is_short_and_one_line()
    {
        var body = $$"""{ "text": "a dog", "{{new string('x', 100_000)}}\n\u0007": 1 }""";
        var answer = (await shared.Site.PostAsync("/api/plan", body)).IsProblem(400);
        Assert.True(answer.Text.Length < 2000);
        Assert.DoesNotContain(answer.Json.Str("detail"), char.IsControl);
        Assert.DoesNotContain(answer.Field!, char.IsControl);
    }

    [Fact]
    public async Task Too_large_a_body_is_refused_however_it_is_sent()
    {
        var large = Encoding.UTF8.GetBytes($$"""{ "text": "{{new string('x', 1 << 20)}}" }""");
        foreach (var chunked in new[] { false, true })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/plan") { Content = new ByteArrayContent(large) };
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.TransferEncodingChunked = chunked;
            using var response = await shared.Site.Client.SendAsync(request, Site.Ct);
            (await Answer.OfAsync(response)).IsProblem(413, "large");
        }
    }

    [Theory]
    [InlineData(ServiceError.Invalid, 400)]
    [InlineData(ServiceError.NotFound, 404)]
    [InlineData(ServiceError.Conflict, 409)]
    [InlineData(ServiceError.Unavailable, 503)]
    public async Task A_refusal_of_the_service_becomes_its_status(ServiceError kind, int status)
    {
        await using var site = await FailingAsync(new ServiceException(kind, "the archive's disk is full; free some space"));
        var answer = (await site.GetAsync("/api/cameras")).IsProblem(status, "the archive's disk is full; free some space");
        Assert.Equal(status == 503, answer.Headers.RetryAfter is not null);
    }

    [Fact]
    public async Task A_bad_value_of_the_domain_is_a_bad_request()
    {
        await using var site = await FailingAsync(new StvgException("the zone 'door' is not there"));
        (await site.GetAsync("/api/cameras")).IsProblem(400, "the zone 'door' is not there");
    }

    [Fact]
    public async Task A_mistake_of_the_server_shows_a_trace_id_and_nothing_of_its_inside()
    {
        var log = new LogBook();
        await using var site = await FailingAsync(new InvalidOperationException("connection string Host=db;Password=hunter2"), log);
        var answer = (await site.GetAsync("/api/cameras")).IsProblem(500);
        Assert.DoesNotContain("hunter2", answer.Text);
        Assert.DoesNotContain("InvalidOperation", answer.Text);
        var id = answer.Json.Str("traceId");
        Assert.Contains("connection string", log.Lines.Single(line => line.Contains(id, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_client_that_leaves_is_no_error()
    {
        var log = new LogBook();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var service = new FakeService();
        service.Cameras.Lists = async ct =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.Infinite, ct);
        };
        await using var site = await Site.StartAsync(service: service, loggers: log);
        using var leaving = new CancellationTokenSource();
        var request = site.Client.GetAsync(new Uri("/api/cameras", UriKind.Relative), leaving.Token);
        await entered.Task.WaitAsync(Site.Patience, Site.Ct);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await log.Written.UntilAsync(() => log.Lines.Any(l => l.Contains("left", StringComparison.Ordinal)), "the log says that it left");
        Assert.All(log.Lines, l => Assert.Matches("^(Information|Debug) ", l));
    }

    [Theory]
    [InlineData("GET /api/cameras HTTP/1.1\r\n\r\n")]
    [InlineData("GET /api/cameras HTTP/1.1\r\nHost: a b\r\n\r\n")]
    [InlineData("GET /api/cameras/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("BREW /pot HTCPCP/1.0\r\n\r\n")]
    [InlineData("\0\0\0\0\r\n\r\n")]
    [InlineData("POST /api/plan HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    public async Task Nonsense_on_the_wire_is_answered_with_a_refusal(string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, shared.Site.Address.Port, Site.Ct);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), Site.Ct);
        using var reader = new StreamReader(stream);
        Assert.Matches("^HTTP/1.1 4[0-9][0-9] ", await reader.ReadLineAsync(Site.Ct).AsTask().WaitAsync(Site.Patience, Site.Ct));
    }

    private static Task<Site> FailingAsync(Exception error, LogBook? log = null)
    {
        var service = new FakeService();
        service.Cameras.Lists = _ => throw error;
        return Site.StartAsync(service: service, loggers: log);
    }
}
