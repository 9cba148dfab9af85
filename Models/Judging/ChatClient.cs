using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Stvg.Core.Judging;

namespace Stvg.Models.Judging;

/// <summary>One request to an OpenAI-compatible server, and its answer, whole or streamed.</summary>
internal sealed class ChatClient : IDisposable
{
    // An answer is a line; whoever sends more is no such server.
    private const int MostBytes = 1 << 20;

    private readonly HttpClient _http;
    private readonly JudgeSettings _settings;
    private ServerFeatures _features;

    public ChatClient(JudgeSettings settings)
    {
        _settings = settings;
        _features = new ServerFeatures(settings.Structured, settings.LogProbs);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            BaseAddress = new Uri(settings.Endpoint.TrimEnd('/') + '/'),
            Timeout = Timeout.InfiniteTimeSpan, // the pipeline has time-outs
        };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("stvg", "1"));
        if (settings.ApiKey is { } key) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Whether the server still counts as one that can force answers into a schema.</summary>
    public bool Structures => _features.Structured;

    /// <summary>Asks once; what the server does not understand is left out and not tried again.</summary>
    /// <exception cref="AttemptException">The server cannot be reached, refuses, or answers what is no completion.</exception>
    public async Task<ChatReply> AskAsync(JudgeQuestion question, CancellationToken ct)
    {
        while (true)
        {
            var features = _features;
            using var request = new HttpRequestMessage(HttpMethod.Post, "chat/completions");
            request.Content = new ReadOnlyMemoryContent(ChatRequest.Write(question, _settings, features))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            };
            try
            {
                using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
                JudgeMetrics.Attempts.Add(1, new KeyValuePair<string, object?>("status", (int)response.StatusCode));
                if (response.IsSuccessStatusCode) return await ReadAsync(response, ct).ConfigureAwait(false);
                var said = await TextAsync(response, ct).ConfigureAwait(false);
                if (!IsLearnt(response.StatusCode, said, question, features)) throw Refusal(response, said);
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                JudgeMetrics.Attempts.Add(1, new KeyValuePair<string, object?>("status", "unreachable"));
                throw new AttemptException($"cannot be reached ({e.Message.ReplaceLineEndings(" ")})", isPassing: true, inner: e);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Whether a refusal may be about something that can be left out.</summary>
    private bool IsLearnt(HttpStatusCode status, string said, JudgeQuestion question, ServerFeatures used)
    {
        if (status is not (HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.NotImplemented)) return false;
        var (structured, logProbs) = (question.Schema is not null && used.Structured, question.IsYesNo && used.LogProbs);
        if (!structured && !logProbs) return false;
        var isAboutLogs = said.Contains("logprob", StringComparison.OrdinalIgnoreCase);
        var isAboutFormat = said.Contains("response_format", StringComparison.OrdinalIgnoreCase)
            || said.Contains("schema", StringComparison.OrdinalIgnoreCase)
            || said.Contains("guided", StringComparison.OrdinalIgnoreCase) || said.Contains("grammar", StringComparison.OrdinalIgnoreCase);
        // One that says neither may mean either.
        _features = new ServerFeatures(
            _features.Structured && !(structured && (isAboutFormat || !isAboutLogs)), _features.LogProbs
                && !(logProbs && (isAboutLogs || !isAboutFormat)));
        return true;
    }

    private static AttemptException Refusal(HttpResponseMessage response, string said)
    {
        var status = (int)response.StatusCode;
        var hint = status switch
        {
            401 or 403 => "; check apiKeyFile",
            404 => "; check endpoint and model",
            429 => "; it wants fewer questions",
            _ => "",
        };
        var isPassing = status is 408 or 429 or >= 500;
        var after = response.Headers.RetryAfter is { } retry ? retry.Delta ?? (retry.Date - DateTimeOffset.UtcNow) : null;
        return new AttemptException(
            string.Create(CultureInfo.InvariantCulture, $"answered {status} {ChatReply.Short(said)}{hint}"), isPassing, after,
                isBusy: status == 429);
    }

    private static async Task<ChatReply> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var reply = new ChatReply();
        try
        {
            // Some servers stream whatever was asked for.
            if (response.Content.Headers.ContentType?.MediaType == "text/event-stream")
                await ReadStreamAsync(response, reply, ct).ConfigureAwait(false);
            else reply.Add(await BytesAsync(response, ct).ConfigureAwait(false));
        }
        catch (JsonException e)
        {
            throw new AttemptException($"answered what is no chat completion ({ChatReply.Short(e.Message)})", isPassing: false, inner: e);
        }

        return reply.IsAnswer ? reply : throw new AttemptException("answered without a choice", isPassing: false);
    }

    private static async Task ReadStreamAsync(HttpResponseMessage response, ChatReply reply, CancellationToken ct)
    {
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(ct).ConfigureAwait(false), Encoding.UTF8);
        for (var bytes = 0; await lines.ReadLineAsync(ct).ConfigureAwait(false) is { } line;)
        {
            if ((bytes += line.Length) > MostBytes) throw new JsonException("an endless stream");
            if (!line.StartsWith("data:", StringComparison.Ordinal)) continue;
            var data = line.AsMemory(5).Trim();
            if (data.Span is "[DONE]") return;
            if (data.Length > 0) reply.Add(Encoding.UTF8.GetBytes(data.ToString()));
        }
    }

    private static async Task<byte[]> BytesAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var stream = await response.Content.ReadAsStreamAsync(ct).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(MostBytes);
        try
        {
            var length = await stream.ReadAtLeastAsync(buffer.AsMemory(0, MostBytes), MostBytes, throwOnEndOfStream: false,
                ct).ConfigureAwait(false);
            return length < MostBytes ? buffer[..length] : throw new JsonException("an endless answer");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<string> TextAsync(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            return Encoding.UTF8.GetString(await BytesAsync(response, ct).ConfigureAwait(false));
        }
        catch (JsonException)
        {
            return "";
        }
    }
}

/// <summary>One attempt failed.</summary>
/// <param name="message">What the server did: "answered 503 …".</param>
/// <param name="isPassing">Whether another attempt may do better.</param>
/// <param name="after">How long the server wants to be left alone.</param>
/// <param name="isBusy">Whether it only wants fewer questions.</param>
/// <param name="inner">Why.</param>
internal sealed class AttemptException(string message, bool isPassing, TimeSpan? after = null, bool isBusy = false, Exception? inner = null)
    : Exception(message, inner)
{
    public bool IsPassing => isPassing;

    public TimeSpan? After => after;

    public bool IsBusy => isBusy;
}
