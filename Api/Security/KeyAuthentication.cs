using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stvg.Api.Limits;
using Stvg.Api.Problems;
using Stvg.Core.Services;

namespace Stvg.Api.Security;

/// <summary>
/// Knows a caller by the key of the request. Where no keys are asked for, one that is given counts all the same: it is refused when it is
/// unknown, and allows no more than its role does.
/// </summary>
internal sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> schemes, ILoggerFactory loggers, UrlEncoder encoder,
    IGroundingService service, ApiOptions options, WrongKeys wrongKeys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(schemes, loggers, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string SchemeName = "ApiKey";

    private int _retryAfter;
    private bool _isForged;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var secret = KeyReader.Read(Request);
        if (secret is null)
        {
            return options.KeysRequired
                ? AuthenticateResult.NoResult()
                : AuthenticateResult.Success(new AuthenticationTicket(Caller.AtThisMachine(), SchemeName));
        }

        var address = Context.Connection.RemoteIpAddress;
        _retryAfter = wrongKeys.RetryAfter(address);
        if (_retryAfter > 0) return AuthenticateResult.Fail("too many wrong keys");
        var key = secret.Length > 0 ? await service.System.FindKeyAsync(secret, Context.RequestAborted) : null;
        if (key is not null)
        {
            _isForged = KeyReader.IsSession(Request) && !Session.MayChange(Request, secret);
            return _isForged
                ? AuthenticateResult.Fail("a change without the session's token")
                : AuthenticateResult.Success(new AuthenticationTicket(Caller.Of(key), SchemeName));
        }

        wrongKeys.Count(address);
        return AuthenticateResult.Fail("unknown key");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_retryAfter > 0)
        {
            return WrongKeys.Refusal(_retryAfter).WriteAsync(Context);
        }

        if (_isForged)
        {
            var proof = $"a session changes something only with its token in {Session.TokenHeader}; GET /api/session tells it";
            return new Problem(StatusCodes.Status403Forbidden, proof).WriteAsync(Context);
        }

        // A session whose key was revoked is over; with the cookie gone, who needs no key is let in again.
        if (KeyReader.IsSession(Request)) Session.End(Context);
        var given = KeyReader.Read(Request) is not null;
        Response.Headers.WWWAuthenticate = given ? "Bearer error=\"invalid_token\"" : "Bearer";
        var detail = given
            ? "the key is unknown or revoked, or not sent as Authorization: Bearer stvg_…"
            : Problem.Describe(StatusCodes.Status401Unauthorized);
        return new Problem(StatusCodes.Status401Unauthorized, detail).WriteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needs = Context.GetEndpoint()!.Metadata.GetRequiredMetadata<RoleMetadata>();
        var detail = $"this key may not do that: it takes the role {Caller.Policy(needs.Role)}";
        return new Problem(StatusCodes.Status403Forbidden, detail).WriteAsync(Context);
    }
}
