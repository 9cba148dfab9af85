using Microsoft.AspNetCore.Http;

namespace Stvg.Api.Security;

/// <summary>Where a request comes from, as a browser tells it.</summary>
internal static class Origins
{
    /// <summary>Whether the method changes nothing.</summary>
    public static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>Whether it is from one of our own pages, or from a program.</summary>
    public static bool IsSame(HttpRequest request)
    {
        // Programs send neither header, browsers send both; an old browser at least the first.
        if (request.Headers["Sec-Fetch-Site"] is [{ } site, ..]) return site is "same-origin" or "none";
        return request.Headers.Origin is not [{ } origin, ..]
            || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
