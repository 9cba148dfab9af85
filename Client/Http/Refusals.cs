using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Stvg.Api.Contracts;

namespace Stvg.Client.Http;

/// <summary>What to say when a request fails.</summary>
internal static class Refusals
{
    // The base library's own messages are left out of this program; the operating system's are there.
    public static ServerException Unreachable(string server, HttpRequestException error) => new(error switch
    {
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } =>
            $"no server listens at {server}: start it with 'stvg serve', or name another with --server or STVG_SERVER",
        { HttpRequestError: HttpRequestError.NameResolutionError } =>
            $"there is no machine named '{new Uri(server).Host}': check --server or STVG_SERVER",
        { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            $"no secure connection to {server}: its certificate is not trusted here, or it speaks plain http",
        { InnerException: SocketException socket } => $"the server at {server} cannot be reached: {socket.Message}",
        _ => $"no stvg server answers at {server} ({error.HttpRequestError}): check --server or STVG_SERVER",
    }, inner: error);

    public static ServerException BrokenOff(string server, IOException error) =>
        new($"the connection to {server} broke off in the middle of the answer: try again", inner: error);

    public static ServerException NotUnderstood(string what, JsonException error) => new(
        $"{what} is not what this version of stvg understands{(error.Path is { } place ? $" (at {place})" : "")}: "
        + "is it a stvg server of the same version?", HttpStatusCode.OK, error);

    /// <summary>An error that the server answered with: its own words where it has any.</summary>
    public static async Task<ServerException> OfAsync(
        string server, HttpRequestMessage request, HttpResponseMessage response, CancellationToken ct)
    {
        var status = response.StatusCode;
        var detail = await DetailAsync(response, ct)
            ?? $"the server at {server} answers {(int)status} {response.ReasonPhrase} to {request.Method} {PathOf(request)}";
        if (status == HttpStatusCode.Unauthorized) detail += "; name a file that holds the key with --key-file, or set STVG_KEY";
        if ((int)status is >= 300 and < 400) detail += $"; it points to {response.Headers.Location}: give that as --server if you mean it";
        return new ServerException(detail, status);
    }

    public static string PathOf(HttpRequestMessage request) => request.RequestUri!.AbsolutePath;

    private static async Task<string?> DetailAsync(HttpResponseMessage response, CancellationToken ct)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json") return null;
        try
        {
            var problem = await response.Content.ReadFromJsonAsync(ApiJson.Default.ProblemResponse, ct);
            return problem?.TraceId is { } trace ? $"{problem.Detail} (trace {trace})" : problem?.Detail;
        }
        catch (JsonException)
        {
            return null; // not our server's; the status has to say it
        }
    }
}
