using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Stvg.Api.Hosting;
using Stvg.Api.Problems;
using Stvg.Api.Security;
using Stvg.Core.Services;

namespace Stvg.Api.Audit;

/// <summary>What kind of call is kept.</summary>
/// <param name="IsChange">Whether it changes something.</param>
/// <param name="Repeats">Whether it is made again and again while somebody looks.</param>
internal sealed record AuditKind(bool IsChange, bool Repeats);

/// <summary>
/// Keeps who looked at what and who changed what, before the answer leaves. A change is also kept before it is made, with the status 102
/// (processing): what cannot be put on record does not happen, and what was cut off in the middle leaves a trace.
/// </summary>
internal sealed class AuditFilter(
    AuditKind kind, IGroundingService service, RepeatedLooks looks, ApiOptions options, ILogger<AuditFilter> logger) : IEndpointFilter
{
    private const int LongestSubject = 200;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (kind.IsChange) await WriteAsync(http, StatusCodes.Status102Processing);
        object? result;
        try
        {
            result = await next(context);
        }
        catch (Exception error)
        {
            // Who left before the answer came was not refused anything.
            var left = error is OperationCanceledException && http.RequestAborted.IsCancellationRequested;
            await WriteAsync(http, left ? StatusCodes.Status499ClientClosedRequest : Problem.Of(error).Status);
            throw;
        }

        await WriteAsync(http, StatusOf(result));
        return result;
    }

    private async Task WriteAsync(HttpContext http, int status)
    {
        var action = $"{http.Request.Method} {(http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.TrimEnd('/')}";
        var entry = new AuditEntry(options.Clock.GetUtcNow(), http.Who(), action, Clean(http.AuditSubject()), status, http.Address());
        if (kind.Repeats && !looks.IsNew(entry)) return;
        try
        {
            // Not cancelled with the request: a client that leaves early has been served all the same.
            await service.System.AuditAsync(entry, CancellationToken.None);
        }
        catch (Exception error)
        {
            if (kind.Repeats) looks.Forget(entry);
            logger.AuditFailed(error, action);
            throw new ServiceException(
                ServiceError.Unavailable, "the audit log cannot be written, so nothing is answered; see the server's log");
        }
    }

    private static int StatusOf(object? result) => result switch
    {
        INestedHttpResult nested => StatusOf(nested.Result),
        IStatusCodeHttpResult { StatusCode: { } status } => status,
        _ => StatusCodes.Status200OK,
    };

    private static string Clean(string text) =>
        string.Concat((text.Length > LongestSubject ? text[..LongestSubject] + "…" : text).Select(c => char.IsControl(c) ? ' ' : c));
}
