using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Stvg.Tests.Judging;

/// <summary>
/// A real HTTP server on this machine that speaks the OpenAI protocol for chat completions. What it answers is a function of the request:
/// words, whole or streamed, with or without probabilities, or a status, late or never.
/// </summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Func<ModelRequest, Task<ModelAnswer>> _answer;

    private ModelServer(WebApplication app, Func<ModelRequest, Task<ModelAnswer>> answer) => (_app, _answer) = (app, answer);

    /// <summary>What judges are set to.</summary>
    public string Endpoint =>
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/v1";

    /// <summary>Requests in the order in which they came.</summary>
    public ConcurrentQueue<ModelRequest> Requests { get; } = new();

    public static Task<ModelServer> StartAsync(Func<ModelRequest, ModelAnswer> answer) =>
        StartAsync(request => Task.FromResult(answer(request)));

    public static async Task<ModelServer> StartAsync(Func<ModelRequest, Task<ModelAnswer>> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(o => o.Limits.MaxRequestBodySize = 64 << 20);
        var app = builder.Build();
        var server = new ModelServer(app, answer);
        app.MapPost("/v1/chat/completions", server.HandleAsync);
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HandleAsync(HttpContext http)
    {
        var body = (await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted))!.AsObject();
        var request = new ModelRequest(body, http.Request.Headers.Authorization.ToString(), http.RequestAborted);
        Requests.Enqueue(request);
        var answer = await _answer(request);
        http.Response.StatusCode = answer.Status;
        if (answer.RetryAfter is { } seconds) http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (answer.Status != 200 || answer.Raw)
        {
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(answer.Text);
        }
        else if (answer.Streams ?? body["stream"]?.GetValue<bool>() == true) await StreamAsync(http, request, answer);
        else await http.Response.WriteAsJsonAsync(
            Completion("message", answer.Text, request.WantsLogProbs ? answer.Yes : null, usage: true));
    }

    private static async Task StreamAsync(HttpContext http, ModelRequest request, ModelAnswer answer)
    {
        http.Response.ContentType = "text/event-stream";
        var pieces = answer.Text.Chunk(5).Select(c => new string(c)).DefaultIfEmpty("").ToList();
        foreach (var (i, piece) in pieces.Index())
        {
            var json = Completion("delta", piece, i == 0 && request.WantsLogProbs ? answer.Yes : null, usage: i == pieces.Count - 1);
            await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($": comment\ndata: {json.ToJsonString()}\n\n"));
            await http.Response.Body.FlushAsync();
        }

        await http.Response.WriteAsync("data: [DONE]\n\n");
    }

    private static JsonObject Completion(string kind, string text, double? yes, bool usage)
    {
        var choice = new JsonObject { ["index"] = 0, [kind] = new JsonObject { ["role"] = "assistant", ["content"] = text } };
        if (yes is { } p)
        {
            choice["logprobs"] = new JsonObject
            {
                ["content"] = new JsonArray(new JsonObject
                {
                    ["token"] = p >= 0.5 ? "Yes" : "No",
                    ["logprob"] = Math.Log(0.9 * Math.Max(p, 1 - p)),
                    ["top_logprobs"] = new JsonArray(
                        new JsonObject { ["token"] = " Yes", ["logprob"] = Math.Log(0.9 * p + 1e-9) },
                        new JsonObject { ["token"] = "▁no", ["logprob"] = Math.Log(0.9 * (1 - p) + 1e-9) },
                        new JsonObject { ["token"] = "Maybe", ["logprob"] = Math.Log(0.1) }),
                }),
            };
        }

        var completion = new JsonObject { ["id"] = "c1", ["object"] = "chat.completion", ["choices"] = new JsonArray(choice) };
        if (usage) completion["usage"] = new JsonObject { ["prompt_tokens"] = 1000, ["completion_tokens"] = 10 };
        return completion;
    }
}

/// <summary>What the server was asked.</summary>
internal sealed record ModelRequest(JsonObject Body, string Authorization, CancellationToken Aborted)
{
    public bool WantsLogProbs => Body["logprobs"]?.GetValue<bool>() == true;

    public bool WantsSchema => Body["response_format"] is not null;

    /// <summary>The words beside the pictures.</summary>
    public string Text => Content.First(c => c!["type"]!.GetValue<string>() == "text")!["text"]!.GetValue<string>();

    /// <summary>The pictures, in order.</summary>
    public byte[][] Pictures => [.. Content.Where(c => c!["type"]!.GetValue<string>() == "image_url")
        .Select(c => Convert.FromBase64String(c!["image_url"]!["url"]!.GetValue<string>().Split("base64,")[1]))];

    private JsonArray Content => Body["messages"]![0]!["content"]!.AsArray();
}

/// <summary>What the server answers.</summary>
internal sealed record ModelAnswer(string Text)
{
    public int Status { get; init; } = 200;

    /// <summary>Probability of yes, told to who asks for probabilities.</summary>
    public double? Yes { get; init; }

    public int? RetryAfter { get; init; }

    /// <summary>Whether the text is the whole body.</summary>
    public bool Raw { get; init; }

    /// <summary>Whether it streams; null: as it was asked.</summary>
    public bool? Streams { get; init; }

    /// <summary>A yes or no with its probability.</summary>
    public static ModelAnswer Of(double yes) => new(yes >= 0.5 ? "Yes." : "No.") { Yes = yes };
}
