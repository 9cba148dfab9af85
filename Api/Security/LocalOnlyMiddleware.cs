using System.Net;
using Microsoft.AspNetCore.Http;
using Stvg.Api.Problems;

namespace Stvg.Api.Security;

/// <summary>
/// Guards a server without keys, which trusts whoever reaches the loopback address, against the one stranger who can make a program of this
/// machine talk to it: a web page in the operator's browser. A page of another host name that was bound to 127.0.0.1 (DNS rebinding) shows
/// in the Host header; a form or script of another site shows in Origin and Sec-Fetch-Site.
/// </summary>
internal sealed class LocalOnlyMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        if (!IsLoopbackName(request.Host.Host))
            return Refuse(http, "without keys only requests for localhost, 127.0.0.1 or [::1] are answered");
        if (!Origins.IsSafe(request.Method) && !Origins.IsSame(request))
            return Refuse(http, "without keys a page of another origin may change nothing");
        return next(http);
    }

    /// <summary>Whether a name or an address can only mean this machine.</summary>
    public static bool IsLoopbackName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static Task Refuse(HttpContext http, string why) => new Problem(StatusCodes.Status403Forbidden, why).WriteAsync(http);
}
