using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Stvg.Api.Contracts;
using Stvg.Api.Mapping;
using Stvg.Core;
using Stvg.Core.Services;

namespace Stvg.Api.Problems;

/// <summary>What an error looks like from outside.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">One line: what, where, what to do.</param>
/// <param name="Field">The field or parameter that is wrong, or null.</param>
internal readonly record struct Problem(int Status, string Detail, string? Field = null)
{
    /// <summary>Media type of every error.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>Seconds after which a client may try again what could not be done now.</summary>
    private const int RetrySeconds = 5;

    // Answers repeat what the client sent, but not all of it.
    private const int LongestDetail = 1000, LongestField = 200;

    /// <summary>Seconds after which the client may try again, where they are known.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The problem that an exception is.</summary>
    public static Problem Of(Exception error) => error switch
    {
        RefusedException e => e.Problem,
        FieldException e => new(StatusCodes.Status400BadRequest, e.Message, e.Field),
        ServiceException e => new(StatusOf(e.Kind), e.Message),
        StvgException e => new(StatusCodes.Status400BadRequest, e.Message),
        BadHttpRequestException { InnerException: JsonException json } => JsonProblem.Of(json),
        BadHttpRequestException e => new(e.StatusCode, Describe(e.StatusCode)),
        OperationCanceledException => new(StatusCodes.Status503ServiceUnavailable, "this was broken off before it was done; try again"),
        _ => new(StatusCodes.Status500InternalServerError, "the server made a mistake; its log has more under the trace id"),
    };

    /// <summary>Writes the problem as the answer.</summary>
    public Task WriteAsync(HttpContext http)
    {
        var response = http.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        var retry = RetryAfter ?? (Status == StatusCodes.Status503ServiceUnavailable ? RetrySeconds : null);
        if (retry is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var body = new ProblemResponse
        {
            Title = ReasonPhrases.GetReasonPhrase(Status),
            Status = Status,
            Detail = Clean(Cut(Secrets.Hide(Detail), LongestDetail)),
            Instance = http.Request.Path.ToUriComponent(),
            Field = Field is null ? null : Clean(Cut(Field, LongestField)),
            TraceId = Status >= StatusCodes.Status500InternalServerError ? http.TraceIdentifier : null,
        };
        return response.WriteAsJsonAsync(body, ApiJson.Wire.ProblemResponse, MediaType, http.RequestAborted);
    }

    /// <summary>What to say of a status that came without a word.</summary>
    public static string Describe(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "the request cannot be read: a JSON object is needed as its body",
        StatusCodes.Status401Unauthorized => "a key is needed: Authorization: Bearer stvg_…",
        StatusCodes.Status404NotFound => "there is nothing here; /openapi/v1.json lists what there is",
        StatusCodes.Status405MethodNotAllowed => "this address does not take this method; the Allow header lists those that it takes",
        StatusCodes.Status413PayloadTooLarge => "the body is too large",
        StatusCodes.Status415UnsupportedMediaType => "the body has to be sent as Content-Type: application/json",
        StatusCodes.Status416RangeNotSatisfiable => "the range lies beyond the end of the content",
        _ => ReasonPhrases.GetReasonPhrase(status),
    };

    private static int StatusOf(ServiceError kind) => kind switch
    {
        ServiceError.NotFound => StatusCodes.Status404NotFound,
        ServiceError.Conflict => StatusCodes.Status409Conflict,
        ServiceError.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest] + "…";

    private static string Clean(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;
}
