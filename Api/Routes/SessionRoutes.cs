using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stvg.Api.Audit;
using Stvg.Api.Contracts;
using Stvg.Api.Limits;
using Stvg.Api.Problems;
using Stvg.Api.Security;
using Stvg.Core.Services;

namespace Stvg.Api.Routes;

/// <summary>A browser's session: the key in a cookie, so that pictures, videos and event streams come with it.</summary>
internal static class SessionRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var session = api.MapGroup("/session").WithTags("Administration");
        session.MapMethods("", Verbs.Read, Get).WithName("getSession").Needs(Role.Viewer);
        session.MapPost("", Begin).WithName("beginSession").AuditsChange().Fails(413, 415);
        session.MapDelete("", End).WithName("endSession");
    }

    /// <summary>Say who asks.</summary>
    internal static async Task<SessionResponse> Get(HttpContext http, IGroundingService service, ApiOptions options, CancellationToken ct)
    {
        var secret = KeyReader.Read(http.Request);
        var key = secret is null ? null : await service.System.FindKeyAsync(secret, ct);
        return Of(key, KeyReader.IsSession(http.Request) ? secret : null, options);
    }

    /// <summary>Log a browser in.</summary>
    /// <remarks>Puts the key into a cookie that scripts cannot read. Changes then need the header <c>X-Stvg-Csrf</c>.</remarks>
    internal static async Task<SessionResponse> Begin(
        SessionRequest body, HttpContext http, IGroundingService service, ApiOptions options, WrongKeys wrongKeys, CancellationToken ct)
    {
        if (!Origins.IsSame(http.Request)) throw new RefusedException(StatusCodes.Status403Forbidden, "a page of another origin logs nobody in");
        var address = http.Connection.RemoteIpAddress;
        var wait = wrongKeys.RetryAfter(address);
        if (wait > 0) throw new RefusedException(WrongKeys.Refusal(wait));
        if (KeyReader.Sane(body.Key.Trim()) is not { Length: > 0 } secret || await service.System.FindKeyAsync(secret, ct) is not { } key)
        {
            wrongKeys.Count(address);
            throw new RefusedException(StatusCodes.Status401Unauthorized, "the key is unknown or revoked");
        }

        http.IsAbout($"{key.Name} ({key.Id})");
        Session.Begin(http, secret, body.Remember ?? false);
        return Of(key, secret, options);
    }

    /// <summary>Log a browser out.</summary>
    internal static NoContent End(HttpContext http)
    {
        if (!Origins.IsSame(http.Request)) throw new RefusedException(StatusCodes.Status403Forbidden, "a page of another origin logs nobody out");
        Session.End(http);
        return TypedResults.NoContent();
    }

    private static SessionResponse Of(ApiKey? key, string? session, ApiOptions options) => new()
    {
        Name = key?.Name ?? Caller.Local,
        Role = key?.Role ?? Role.Admin,
        KeysRequired = options.KeysRequired,
        Csrf = session is null ? null : Session.Token(session),
    };
}
